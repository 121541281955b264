import Wire

/// A part of the cache: groups in the order of their last use, within a number of bytes.
struct CachedGroupShard {
    private struct Slot {
        var group: CachedGroup?
        /// The slot of the group that was used next after this one; `none` for the one used last.
        var newer = CachedGroupShard.none
        var older = CachedGroupShard.none
    }

    private static let none: Int32 = -1

    private var slots: [Slot] = []
    private var free: [Int32] = []
    /// Slots by the hash of the key; of two groups with the same hash the later one stays.
    private var index: [Int: Int32] = [:]
    private var newest = Self.none
    private var oldest = Self.none
    private(set) var byteCount = 0
    private let maximumBytes: Int

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// The group of a key, which counts as a use.
    mutating func find(_ app: SDKAppID, _ id: UnsafeRawBufferPointer, hash: Int) -> CachedGroup? {
        guard let slot = index[hash], let group = slots[Int(slot)].group, group.key.matches(app, id) else {
            return nil
        }
        if slot != newest {
            unlink(slot)
            linkAsNewest(slot)
        }
        return group
    }

    /// The group of a key; no use of it.
    func peek(_ key: CachedGroupKey) -> CachedGroup? {
        guard let slot = index[key.hash], let group = slots[Int(slot)].group else {
            return nil
        }
        return key.id.withUnsafeBytes { group.key.matches(key.app, $0) } ? group : nil
    }

    /// Takes a group in.
    ///
    /// - Returns: the groups that had to go for it, the least recently used ones first; the group itself when it is too
    ///   large.
    mutating func insert(_ group: CachedGroup) -> [CachedGroup] {
        guard group.byteCount <= maximumBytes else {
            return [group]
        }
        var removed: [CachedGroup] = []
        if let slot = index[group.key.hash], let former = remove(slot) {
            removed.append(former)
        }
        while byteCount + group.byteCount > maximumBytes, let former = remove(oldest) {
            removed.append(former)
        }
        let slot = free.popLast() ?? Int32(slots.count)
        if slot == slots.count {
            slots.append(Slot())
        }
        slots[Int(slot)].group = group
        index[group.key.hash] = slot
        byteCount += group.byteCount
        linkAsNewest(slot)
        return removed
    }

    /// Drops a group, if it is this very state that is there.
    mutating func remove(_ group: CachedGroup) {
        if let slot = index[group.key.hash], slots[Int(slot)].group === group {
            _ = remove(slot)
        }
    }

    private mutating func remove(_ slot: Int32) -> CachedGroup? {
        guard slot != Self.none, let group = slots[Int(slot)].group else {
            return nil
        }
        unlink(slot)
        slots[Int(slot)].group = nil
        index[group.key.hash] = nil
        byteCount -= group.byteCount
        free.append(slot)
        return group
    }

    private mutating func linkAsNewest(_ slot: Int32) {
        slots[Int(slot)].newer = Self.none
        slots[Int(slot)].older = newest
        if newest != Self.none {
            slots[Int(newest)].newer = slot
        } else {
            oldest = slot
        }
        newest = slot
    }

    private mutating func unlink(_ slot: Int32) {
        let newer = slots[Int(slot)].newer
        let older = slots[Int(slot)].older
        if newer != Self.none {
            slots[Int(newer)].older = older
        } else {
            newest = older
        }
        if older != Self.none {
            slots[Int(older)].newer = newer
        } else {
            oldest = newer
        }
    }
}
