extension Base64 {
    /// The bytes of a text, or `nil` when it is not base64.
    func bytes(of text: some StringProtocol) -> [UInt8]? {
        if let bytes = text.utf8.withContiguousStorageIfAvailable({ decode($0) }) {
            return bytes
        }
        return Array(text.utf8).withUnsafeBufferPointer { decode($0) }
    }
}
