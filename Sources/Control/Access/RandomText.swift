package import Wire

/// Texts that nobody can guess.
package enum RandomText {
    /// One of hexadecimal digits.
    ///
    /// - Parameter random: yields an index below a bound, from a cryptographic source.
    package static func hex(count: Int, _ random: (_ bound: Int) -> Int) -> Secret {
        let digits = Array("0123456789abcdef")
        return Secret(String((0..<count).map { _ in digits[random(digits.count)] }))
    }
}
