package import Wire

/// Which calls, or which events, a fault may hit; all, where it says nothing.
package struct FaultScope: Sendable, Equatable {
    package var app: SDKAppID?
    /// With its service or without; of calls only.
    package var command: String?
    /// A group that a call names in its body, or that an event is about.
    package var group: GroupID?
    /// Of calls only.
    package var caller: Account?
    /// `CallbackCommand`, or what follows `Callback` in it; of events only.
    package var event: String?

    package init(
        app: SDKAppID? = nil, command: String? = nil, group: GroupID? = nil, caller: Account? = nil,
        event: String? = nil
    ) {
        self.app = app
        self.command = command
        self.group = group
        self.caller = caller
        self.event = event
    }

    /// Whether it includes a call, whatever groups that names.
    func includes(_ call: CallSubject) -> Bool {
        guard app == nil || app == call.app, caller == nil || caller == call.caller else {
            return false
        }
        return command.map { $0 == call.command.command || $0 == call.command.description } ?? true
    }

    func includes(_ event: WebhookSubject) -> Bool {
        guard app == nil || app == event.app, group == nil || group == event.group else {
            return false
        }
        return self.event.map { FaultNames.isEvent($0, event.command) } ?? true
    }
}

/// A call that faults may hit.
package struct CallSubject: Sendable {
    let app: SDKAppID
    let command: CommandName
    let caller: Account

    package init(app: SDKAppID, command: CommandName, caller: Account) {
        self.app = app
        self.command = command
        self.caller = caller
    }
}

/// An event that faults may hit.
package struct WebhookSubject: Sendable {
    let app: SDKAppID
    /// `CallbackCommand`.
    let command: String
    /// `nil` for an event that is about no group, or about one that is not there yet.
    let group: GroupID?

    package init(app: SDKAppID, command: String, group: GroupID?) {
        self.app = app
        self.command = command
        self.group = group
    }
}
