import Wire

/// The moments at which keys run out, the earliest at hand: a binary heap that knows where each key stands.
struct Deadlines<Key: Hashable & Sendable>: Sendable {
    private var heap: [(moment: UnixTime, key: Key)] = []
    private var positions: [Key: Int] = [:]

    var count: Int { heap.count }

    /// Sets the moment at which a key runs out, in place of an earlier setting.
    mutating func set(_ key: Key, to moment: UnixTime) {
        if let position = positions[key] {
            heap[position].moment = moment
            settle(position)
        } else {
            positions[key] = heap.count
            heap.append((moment, key))
            rise(from: heap.count - 1)
        }
    }

    /// Takes a key out; nothing happens when it is not in.
    mutating func remove(_ key: Key) {
        guard let position = positions.removeValue(forKey: key) else {
            return
        }
        let last = heap.removeLast()
        if position < heap.count {
            heap[position] = last
            positions[last.key] = position
            settle(position)
        }
    }

    /// Takes the earliest key out that has run out; `nil` when none has.
    mutating func takeNext(dueAt now: UnixTime) -> (moment: UnixTime, key: Key)? {
        guard let first = heap.first, first.moment <= now else {
            return nil
        }
        remove(first.key)
        return first
    }

    private mutating func settle(_ position: Int) {
        rise(from: position)
        sink(from: position)
    }

    private mutating func rise(from start: Int) {
        var child = start
        while child > 0, heap[child].moment < heap[(child - 1) / 2].moment {
            swap(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, heap[child + 1].moment < heap[child].moment {
                child += 1
            }
            guard heap[child].moment < heap[parent].moment else {
                return
            }
            swap(child, parent)
            parent = child
        }
    }

    private mutating func swap(_ one: Int, _ other: Int) {
        heap.swapAt(one, other)
        positions[heap[one].key] = one
        positions[heap[other].key] = other
    }
}
