import Storage

/// Knows which states of groups are kept, and keeps out those that changed while they were being read.
///
/// A reading that is under way has a beginning, and each change a moment, both on one counter. A state whose group changed
/// after its reading began is not kept: it may be the one from before.
struct FillingLedger {
    /// When a reading began.
    struct Beginning: Sendable {
        fileprivate let moment: UInt64
    }

    /// How many changes are remembered while readings are under way.
    static let maximumChanges = 4096

    private var moment: UInt64 = 0
    private var readings = 0
    /// The last change of groups that changed while a reading was under way.
    private var changes: [Int64: UInt64] = [:]
    /// Readings that began earlier know nothing of the changes that were forgotten.
    private var forgotten: UInt64 = 0
    private var kept: [Int64: CachedGroup] = [:]

    mutating func begin() -> Beginning {
        readings += 1
        return Beginning(moment: moment)
    }

    /// Ends a reading.
    ///
    /// - Returns: the states that may be kept, and those that they replace.
    mutating func end(_ beginning: Beginning, _ groups: [CachedGroup]) -> (kept: [CachedGroup], replaced: [CachedGroup])
    {
        readings -= 1
        defer {
            if readings == 0 {
                changes.removeAll(keepingCapacity: true)
                forgotten = 0
            }
        }
        guard beginning.moment >= forgotten else {
            return ([], [])
        }
        var new: [CachedGroup] = []
        var replaced: [CachedGroup] = []
        for group in groups where changes[group.stamp.number] ?? 0 <= beginning.moment {
            if let former = kept[group.stamp.number] {
                // a newer state may be there where other nodes change the store
                guard former.stamp.version <= group.stamp.version, !former.holdsAll(of: group) else {
                    continue
                }
                replaced.append(former)
            }
            kept[group.stamp.number] = group
            new.append(group)
        }
        return (new, replaced)
    }

    /// Notes a change.
    ///
    /// - Returns: the states that are true no longer.
    mutating func change(_ numbers: Set<Int64>) -> [CachedGroup] {
        moment += 1
        if readings > 0 {
            if changes.count + numbers.count > Self.maximumChanges {
                changes.removeAll(keepingCapacity: true)
                forgotten = moment
            }
            for number in numbers {
                changes[number] = moment
            }
        }
        return numbers.compactMap { kept.removeValue(forKey: $0) }
    }

    /// Forgets a state that is kept no longer.
    mutating func remove(_ group: CachedGroup) {
        if kept[group.stamp.number] === group {
            kept[group.stamp.number] = nil
        }
    }
}

extension CachedGroup {
    /// Whether another state is the same and holds no more.
    fileprivate func holdsAll(of other: CachedGroup) -> Bool {
        stamp == other.stamp && validity == other.validity && parts.isSuperset(of: other.parts)
    }
}
