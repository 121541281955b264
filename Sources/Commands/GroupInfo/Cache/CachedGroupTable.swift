import Wire

/// Cached groups by their keys, within a number of bytes.
///
/// A table with open addressing: a group stands in the place that its hash names, or in the next free one. When the bytes
/// run out, a hand goes round the places and takes out groups that have not been used since it came by last, so that a use
/// need not be written anywhere but in the group.
///
/// Not thread-safe, but many may find groups at once.
struct CachedGroupTable: ~Copyable {
    private struct Place {
        var hash = 0
        /// Is kept alive by the table.
        var group: Unmanaged<CachedGroup>?
    }

    /// Used groups that the hand goes by at most before it takes one out all the same.
    private static let maximumSteps = 64

    private var places: UnsafeMutableBufferPointer<Place>
    private var count = 0
    private var hand = 0
    private(set) var byteCount = 0
    private let maximumBytes: Int

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
        places = Self.emptyPlaces(64)
    }

    deinit {
        for place in places {
            place.group?.release()
        }
        places.deallocate()
    }

    /// The group of a key, which counts as a use; it is not retained.
    ///
    /// - Parameter hash: as ``CachedGroupKey/hash(_:_:)`` has it.
    func find(_ app: SDKAppID, _ id: UnsafeRawBufferPointer, hash: Int) -> Unmanaged<CachedGroup>? {
        guard let place = place(of: app, id, hash: hash), let group = places[place].group else {
            return nil
        }
        group._withUnsafeGuaranteedRef { $0.noteUse() }
        return group
    }

    /// The group of a key; no use of it.
    func peek(_ key: CachedGroupKey) -> CachedGroup? {
        key.id.withUnsafeBytes { place(of: key.app, $0, hash: key.hash) }
            .flatMap { places[$0].group?.takeUnretainedValue() }
    }

    /// Takes a group in.
    ///
    /// - Returns: the groups that had to go for it; the group itself when it is too large.
    mutating func insert(_ group: CachedGroup) -> [CachedGroup] {
        guard group.byteCount <= maximumBytes else {
            return [group]
        }
        var removed: [CachedGroup] = []
        let former = group.key.id.withUnsafeBytes { place(of: group.key.app, $0, hash: group.key.hash) }
        if let former, let group = remove(at: former) {
            removed.append(group)
        }
        while byteCount + group.byteCount > maximumBytes, let former = removeUnused() {
            removed.append(former)
        }
        if (count + 1) * 2 > places.count {
            grow()
        }
        settle(Place(hash: group.key.hash, group: .passRetained(group)))
        count += 1
        byteCount += group.byteCount
        return removed
    }

    /// Drops a group, if it is this very state that is there.
    mutating func remove(_ group: CachedGroup) -> CachedGroup? {
        guard
            let place = group.key.id.withUnsafeBytes({ place(of: group.key.app, $0, hash: group.key.hash) }),
            places[place].group?.toOpaque() == Unmanaged.passUnretained(group).toOpaque()
        else {
            return nil
        }
        return remove(at: place)
    }

    // MARK: Places

    private static func emptyPlaces(_ count: Int) -> UnsafeMutableBufferPointer<Place> {
        let places = UnsafeMutableBufferPointer<Place>.allocate(capacity: count)
        places.initialize(repeating: Place())
        return places
    }

    /// The place in which a hash looks first, or the one behind it.
    private func home(_ hash: Int) -> Int { hash & (places.count - 1) }

    private func place(of app: SDKAppID, _ id: UnsafeRawBufferPointer, hash: Int) -> Int? {
        var place = home(hash)
        while let group = places[place].group {
            if places[place].hash == hash, group._withUnsafeGuaranteedRef({ $0.key.matches(app, id) }) {
                return place
            }
            place = home(place + 1)
        }
        return nil
    }

    /// Puts a group into the first free place.
    private mutating func settle(_ new: Place) {
        var place = home(new.hash)
        while places[place].group != nil {
            place = home(place + 1)
        }
        places[place] = new
    }

    private mutating func grow() {
        let former = places
        places = Self.emptyPlaces(former.count * 2)
        hand = 0
        for place in former where place.group != nil {
            settle(place)
        }
        former.deallocate()
    }

    /// Empties a place, and moves those up that could not have it.
    private mutating func remove(at place: Int) -> CachedGroup? {
        guard let group = places[place].group?.takeRetainedValue() else {
            return nil
        }
        var hole = place
        var next = home(place + 1)
        while places[next].group != nil {
            if home(next - home(places[next].hash)) >= home(next - hole) {
                places[hole] = places[next]
                hole = next
            }
            next = home(next + 1)
        }
        places[hole] = Place()
        count -= 1
        byteCount -= group.byteCount
        return group
    }

    /// Takes out a group that has not been used for long.
    private mutating func removeUnused() -> CachedGroup? {
        guard count > 0 else {
            return nil
        }
        var steps = 0
        while true {
            hand = home(hand + 1)
            if let group = places[hand].group {
                steps += 1
                if steps > Self.maximumSteps || !group._withUnsafeGuaranteedRef({ $0.forgetUse() }) {
                    return remove(at: hand)
                }
            }
        }
    }
}
