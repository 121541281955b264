import CLibCrypto

/// Why libcrypto did not do what was asked.
package struct LibCryptoError: Error, CustomStringConvertible {
    package let description: String

    /// Takes the reasons that libcrypto keeps for this thread, the first one first.
    ///
    /// - Parameter purpose: what was to be done, such as "sign a certificate".
    init(purpose: String) {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            reasons.append(Self.text(of: code))
        }
        description = "libcrypto cannot \(purpose): \(reasons.isEmpty ? "no reason" : reasons.joined(separator: "; "))"
    }

    private static func text(of code: UInt) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            ERR_error_string_n(code, buffer.baseAddress, buffer.count)
            return buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
    }
}

/// What a call of libcrypto has made.
///
/// - Throws: ``LibCryptoError`` for `nil`, which is how such calls fail.
func made<Value>(_ value: Value?, _ purpose: String) throws(LibCryptoError) -> Value {
    guard let value else {
        throw LibCryptoError(purpose: purpose)
    }
    return value
}

/// Lets a call of libcrypto be that answers 1, or a number of bytes, when it has done its work.
///
/// - Throws: ``LibCryptoError`` for 0 and less.
func check(_ status: some BinaryInteger, _ purpose: String) throws(LibCryptoError) {
    guard status > 0 else {
        throw LibCryptoError(purpose: purpose)
    }
}
