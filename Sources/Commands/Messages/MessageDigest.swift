import Crypto
import Groups
import Wire

extension MessageContent {
    /// What two sendings of the same content by the same sender have in common: 16 bytes.
    ///
    /// - Parameter isOnlineOnly: whether the message goes to those who are online and is not kept; the same content
    ///   that is kept is another message.
    /// - Source: protocol reference file 40, 3.3. Which parts make the same message: assumed.
    func digest(from sender: Account, isOnlineOnly: Bool = false) -> [UInt8] {
        var hash = SHA256()
        for part in [Array(sender.text.utf8), body, Array(cloudCustomData.utf8), [isOnlineOnly ? 1 : 0]] {
            // lengths keep neighbouring parts apart
            withUnsafeBytes(of: UInt64(part.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: part)
        }
        return Array(hash.finalize().prefix(16))
    }
}
