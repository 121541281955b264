package import Wire

/// Posts requests to receivers.
package protocol WebhookSender: Sendable {
    /// Posts a body, and waits for the whole answer.
    ///
    /// - Parameter timeout: for all of it.
    func post(_ body: [UInt8], to url: Secret, timeout: Duration) async -> WebhookReply
}

/// What comes of a request.
package enum WebhookReply: Sendable, Equatable {
    /// A receiver has answered.
    case answer(status: Int, body: [UInt8])
    /// Nobody has.
    ///
    /// - Parameter reason: English, for the log and for the list of deliveries; shows nothing of the address but its host.
    case failure(reason: String)

    /// The body of a receiver that has taken the request.
    ///
    /// - Throws: ``WebhookAnswer/Unreadable`` for another status than 200, and where there is no answer.
    package func taken() throws(WebhookAnswer.Unreadable) -> [UInt8] {
        switch self {
        case .answer(200, let body): return body
        case .answer(let status, _): throw WebhookAnswer.Unreadable(reason: "the receiver answered HTTP \(status)")
        case .failure(let reason): throw WebhookAnswer.Unreadable(reason: reason)
        }
    }
}
