/// Custom fields and attributes in the bytes that stores keep, as ``CustomFieldCoding`` makes them, whatever bytes they hold.
enum PairCoding {
    struct Pair: Equatable {
        let key: [UInt8]
        let value: [UInt8]
    }

    static let maximumKey = Int(UInt8.max)
    static let maximumValue = Int(UInt16.max)

    /// - Returns: `nil` for bytes that are no list.
    static func decode(_ bytes: [UInt8]) -> [Pair]? {
        var pairs: [Pair] = []
        var rest = bytes[...]
        while let keyCount = rest.popFirst() {
            let key = rest.prefix(Int(keyCount))
            rest = rest.dropFirst(Int(keyCount))
            guard key.count == Int(keyCount), let high = rest.popFirst(), let low = rest.popFirst() else {
                return nil
            }
            let count = Int(high) << 8 | Int(low)
            let value = rest.prefix(count)
            rest = rest.dropFirst(count)
            guard value.count == count else {
                return nil
            }
            pairs.append(Pair(key: Array(key), value: Array(value)))
        }
        return pairs
    }

    /// - Returns: `nil` for a key or a value that is too long.
    static func encode(_ pairs: [Pair]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for pair in pairs {
            guard pair.key.count <= maximumKey, pair.value.count <= maximumValue else {
                return nil
            }
            bytes.append(UInt8(pair.key.count))
            bytes += pair.key
            bytes.append(UInt8(pair.value.count >> 8))
            bytes.append(UInt8(pair.value.count & 0xFF))
            bytes += pair.value
        }
        return bytes
    }
}
