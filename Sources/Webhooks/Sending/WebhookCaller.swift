package import Apps
import Traces
package import Wire

/// Posts events to the receiver of an app, signed, with what the protocol adds to the address.
package struct WebhookCaller: Sendable {
    private let app: SDKAppID
    private let settings: WebhookSettings
    private let sender: any WebhookSender
    private let now: @Sendable () -> UnixTime

    /// - Parameter now: the server's clock, by which requests are signed.
    package init(
        for app: SDKAppID, _ settings: WebhookSettings, sender: any WebhookSender,
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.app = app
        self.settings = settings
        self.sender = sender
        self.now = now
    }

    /// - Parameters:
    ///   - opening: of the body, without `EventTime`.
    ///   - address: of the client whose call caused the event.
    ///   - eventTime: milliseconds since 1970.
    func post(_ opening: [UInt8], of command: String, address: String, eventTime: Int64) async -> WebhookReply {
        let signature = settings.token.map { WebhookSignature(token: $0, at: now()) }
        let query = WebhookQuery(app: app, command: command, clientIP: address, signature: signature)
        return await Traces.part("webhook \(command)", isRequest: true) {
            await sender.post(
                WebhookBody.closed(opening, of: command, eventTime: eventTime),
                to: Secret(query.appended(to: settings.url.revealed)), timeout: settings.timeout)
        }
    }
}
