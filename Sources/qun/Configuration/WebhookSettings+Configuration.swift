import Apps
import Foundation
import Webhooks
import Wire

extension WebhookSettings {
    /// The backend of an app, by the section `webhooks`.
    ///
    /// - Parameter former: what holds where the section says nothing.
    /// - Returns: `nil` where there is none.
    /// - Throws: ``ConfigurationError``.
    init?(_ settings: SettingsReader, else former: WebhookSettings?) throws {
        let url = try settings.address("url", schemes: ["http", "https"])
        try url.map(Self.checkAddress)
        var found = url.map { former?.at($0) ?? WebhookSettings(url: $0) } ?? former ?? WebhookSettings(url: "")
        let isChanged = try found.override(by: settings)
        guard found.url != "" else {
            guard !isChanged else {
                throw ConfigurationError("webhooks needs a url: the address that events are posted to")
            }
            return nil
        }
        self = found
    }

    /// - Returns: whether anything is said.
    private mutating func override(by settings: SettingsReader) throws -> Bool {
        let secret = try settings.secret("token")
        let names = try settings.strings("commands", orAll: "all")
        try names.map(Self.checkCommands)
        let duration = try settings.duration("timeout", in: .milliseconds(100)...(.seconds(60)))
        let policy = try settings.choice("beforeFails", of: FailurePolicy.self)
        let plan = try settings.choice("retries", of: Retries.self)
        let authority = try settings.string("certificateAuthority")
        let connections = try settings.int("maximumConnections", in: 1...1_024)
        let most = try settings.int("backlog", in: 1...1_000_000_000)
        let last = try settings.int("history", in: 0...100_000)
        let isPrivateAllowed = try settings.bool("privateAddresses")
        token = secret ?? token
        commands = names.map { $0 == ["all"] ? nil : Set($0) } ?? commands
        timeout = duration ?? timeout
        beforeFails = policy ?? beforeFails
        retries = plan ?? retries
        certificateAuthority = authority ?? certificateAuthority
        maximumConnections = connections ?? maximumConnections
        backlog = most ?? backlog
        history = last ?? history
        allowsPrivateAddresses = isPrivateAllowed ?? allowsPrivateAddresses
        let said: [Any?] = [
            secret, names, duration, policy, plan, authority, connections, most, last, isPrivateAllowed,
        ]
        return said.contains { $0 != nil }
    }

    private static func checkAddress(_ address: Secret) throws {
        let parts = URLComponents(string: address.revealed)
        guard let host = parts?.host, !host.isEmpty, parts?.fragment == nil else {
            throw ConfigurationError("webhooks.url must be http:// or https://, a host, and no fragment")
        }
    }

    private static func checkCommands(_ names: [String]) throws {
        guard names != ["all"] else {
            return
        }
        let known = WebhookRegistry.all.map { $0.command }
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw ConfigurationError(
                "webhooks.commands: \"\(unknown)\" is no event; docs/webhooks.md lists them")
        }
    }
}
