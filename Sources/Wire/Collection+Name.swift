/// Comparisons of what comes from outside with names that the protocol fixes.
///
/// Bytes are compared, not characters: Swift holds canonically equivalent texts for equal.
extension Collection<UInt8> {
    /// Whether the bytes are those of a name.
    @inlinable
    package func isSpelled(_ name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount else {
            return false
        }
        var place = name.utf8Start
        for byte in self {
            guard byte == place.pointee else {
                return false
            }
            place += 1
        }
        return true
    }

    /// Whether the bytes are those of a name in small letters, without regard to the case of ASCII letters.
    @inlinable
    package func isSpelledInAnyCase(_ lowercased: StaticString) -> Bool {
        guard count == lowercased.utf8CodeUnitCount else {
            return false
        }
        var place = lowercased.utf8Start
        for byte in self {
            let isCapital = (0x41...0x5A).contains(byte)
            guard (isCapital ? byte | 0x20 : byte) == place.pointee else {
                return false
            }
            place += 1
        }
        return true
    }
}
