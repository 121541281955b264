package import Apps
package import Presence
package import Storage
import Traces
package import Wire

/// What a command knows of the world while it is carried out.
package struct CommandContext: Sendable {
    private let call: CommandCall
    package let store: any GroupStore
    /// Who is online, by the app's clock.
    package let presence: Presence
    /// How many messages groups have taken lately.
    let messageThrottle: MessageThrottle
    /// The moment at which the call arrived, by the app's clock.
    package let now: UnixTime
    /// Yields an index below a bound, from a cryptographic source.
    package let random: @Sendable (_ bound: Int) -> Int
    /// What knows the backends of apps.
    private let backends: any Backends

    package init(
        _ call: CommandCall, store: any GroupStore, presence: Presence, messageThrottle: MessageThrottle,
        random: @escaping @Sendable (_ bound: Int) -> Int, backends: any Backends = NoBackends()
    ) {
        self.call = call
        self.backends = backends
        self.store = store
        self.presence = presence
        self.messageThrottle = messageThrottle
        now = call.app.time(call.arrival)
        self.random = random
    }
}

extension CommandContext {
    /// The app that the call is for.
    package var app: AppSettings { call.app }
    /// The administrator who calls.
    package var caller: Account { call.caller }

    /// Where and when the store works for the call.
    var scope: StoreScope {
        var scope = app.scope(at: now, by: caller, address: call.address)
        scope.origin = Traces.origin
        return scope
    }

    /// As ``scope``, for a call that writes in the name of an account; administrators exist without import.
    func scope(naming account: Account) -> StoreScope {
        var scope = scope
        scope.accounts = app.accountPolicy(for: account)
        return scope
    }

    /// The app's backend; `nil` where there is none.
    var backend: AppBackend? {
        app.webhooks == nil ? nil : AppBackend(backends: backends, call: call)
    }

    /// A `Random` for a message whose sender chose none: 1 to 2^31 - 1.
    ///
    /// - Source: decision 20 of the protocol reference.
    func newMessageRandom() -> UInt32 {
        UInt32(1 + random(Int(Int32.max)))
    }
}
