/// Compares bytes: Swift's own comparison of strings ignores how a character is composed.
///
/// It takes as long for texts that differ early as for those that differ late.
package func haveSameBytes(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    let isEqual = left.utf8.withContiguousStorageIfAvailable { left in
        right.utf8.withContiguousStorageIfAvailable { haveSameBytes(left, $0) }
    }
    return (isEqual ?? nil) ?? left.utf8.elementsEqual(right.utf8)
}

/// Compares bytes, in a time that tells their number only.
package func haveSameBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    var difference: UInt8 = 0
    for index in 0..<min(left.count, right.count) {
        difference |= left[index] ^ right[index]
    }
    return left.count == right.count && difference == 0
}
