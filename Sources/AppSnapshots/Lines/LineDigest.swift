import Digests

/// The SHA-256 of lines with their ends.
final class LineDigest {
    private static let end: [UInt8] = [UInt8(ascii: "\n")]

    private var hasher: SHA256Hasher? = SHA256Hasher()

    func add(_ line: some Sequence<UInt8>) {
        hasher?.update(Array(line) + Self.end)
    }

    /// 64 hexadecimal digits; empty when it was asked before.
    func end() -> String {
        guard let hasher = hasher.take() else {
            return ""
        }
        return hasher.finalize().description
    }

    /// The digest of one line.
    static func of(_ line: some Sequence<UInt8>) -> String {
        SHA256Digest(of: Array(line) + end).description
    }
}
