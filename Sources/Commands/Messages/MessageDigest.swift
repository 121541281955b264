import Digests
import Groups
import Wire

extension MessageContent {
    /// What two sendings of the same content by the same sender have in common: 16 bytes.
    ///
    /// - Parameter isOnlineOnly: whether the message goes to those who are online and is not kept; the same content
    ///   that is kept is another message.
    /// - Source: protocol reference file 40, 3.3. Which parts make the same message: assumed.
    func digest(from sender: Account, isOnlineOnly: Bool = false) -> [UInt8] {
        var hasher = SHA256Hasher()
        hasher.update(counted: Array(sender.text.utf8))
        hasher.update(counted: body)
        hasher.update(counted: Array(cloudCustomData.utf8))
        hasher.update(counted: [isOnlineOnly ? 1 : 0])
        return hasher.finalize().firstBytes
    }
}

extension SHA256Hasher {
    /// Adds bytes after their number, which keeps neighbouring parts apart.
    fileprivate mutating func update(counted bytes: [UInt8]) {
        update(UInt64(bytes.count))
        update(bytes)
    }
}
