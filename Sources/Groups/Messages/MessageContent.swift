/// What a message says, and what goes with it.
package struct MessageContent: Sendable, Equatable {
    /// `MsgBody`: the compact JSON text of an array of elements, UTF-8.
    package var body: [UInt8]
    /// `CloudCustomData`; may hold any character.
    package var cloudCustomData: String

    package init(body: [UInt8], cloudCustomData: String = "") {
        self.body = body
        self.cloudCustomData = cloudCustomData
    }

    /// The size of the message, which ``MessageLimits/contentBytes`` bounds.
    ///
    /// - Source: protocol reference file 40, 1.3. What counts: assumed.
    package var byteCount: Int { body.count + cloudCustomData.utf8.count }
}
