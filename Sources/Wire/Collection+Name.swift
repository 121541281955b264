extension Collection<UInt8> {
    /// Whether the bytes are those of a name that the protocol fixes.
    ///
    /// Bytes are compared, not characters: Swift holds canonically equivalent texts for equal.
    ///
    /// - Parameter inAnyCase: takes capitals of ASCII for the small letters that the name has then.
    @inlinable
    package func isSpelled(_ name: StaticString, inAnyCase: Bool = false) -> Bool {
        guard count == name.utf8CodeUnitCount else {
            return false
        }
        var place = name.utf8Start
        for byte in self {
            let isLowered = inAnyCase && (0x41...0x5A).contains(byte)
            guard (isLowered ? byte | 0x20 : byte) == place.pointee else {
                return false
            }
            place += 1
        }
        return true
    }
}
