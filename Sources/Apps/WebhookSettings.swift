package import Wire

/// How the backend of an app is told and asked what happens.
///
/// - Source: protocol reference file 50, section 5.
package struct WebhookSettings: Sendable, Equatable {
    /// What a question becomes that got no usable answer; a raw value is the name in the configuration.
    package enum FailurePolicy: String, Sendable, CaseIterable {
        case allow
        case refuse
    }

    /// How often an event is told that was not taken; a raw value is the name in the configuration.
    package enum Retries: String, Sendable, CaseIterable {
        case none
        /// Twice more, after 1 s and after 5 s.
        case brief
        /// For a day, with longer and longer pauses; then the event is parked.
        case lasting
    }

    /// `http://…` or `https://…`; may hold a password.
    package private(set) var url: Secret
    /// What requests are signed with; `nil` signs none.
    package var token: Secret?
    /// The events that are told and asked, by `CallbackCommand`; `nil` means all.
    package var commands: Set<String>?
    /// How long a receiver may take to answer.
    package var timeout = Duration.seconds(2)
    package var beforeFails = FailurePolicy.allow
    package var retries = Retries.brief
    /// A PEM file with those who may have signed the receiver's certificate; `nil` means the system's.
    package var certificateAuthority: String?
    /// How many events may be under way at a time; questions are not counted.
    package var maximumConnections = 16
    /// How many events may wait; what happens beyond is not told.
    package var backlog = 1_000_000
    /// How many of the events that wait no longer can be looked at.
    package var history = 100
    /// Whether the receiver may be at an address of a private network or of this machine.
    package var allowsPrivateAddresses = true

    package init(url: Secret) {
        self.url = url
    }

    /// The same, for a receiver at another address.
    package func at(_ url: Secret) -> WebhookSettings {
        var settings = self
        settings.url = url
        return settings
    }

    /// Whether an event is told, or asked, by the name under which it is switched on.
    package func includes(_ command: String) -> Bool {
        commands?.contains(command) ?? true
    }
}
