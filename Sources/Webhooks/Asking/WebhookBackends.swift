import Apps
package import Commands
import Faults
import Groups
import Logging
package import Storage
import Traces
package import Wire

/// Asks the backends of apps by webhooks.
package struct WebhookBackends: Backends {
    /// What one app's backend is asked by.
    package struct App: Sendable {
        let outbox: AppOutbox
        let caller: WebhookCaller
        let surroundings: WebhookDelivery.Surroundings

        package init(_ outbox: AppOutbox, caller: WebhookCaller, _ surroundings: WebhookDelivery.Surroundings) {
            self.outbox = outbox
            self.caller = caller
            self.surroundings = surroundings
        }
    }

    private let apps: [SDKAppID: App]
    private let store: any OutboxStore

    package init(_ apps: [App], store: any OutboxStore) {
        self.apps = Dictionary(apps.map { ($0.outbox.app, $0) }, uniquingKeysWith: { first, _ in first })
        self.store = store
    }

    package func wants(_ kind: BackendQuestion.Kind, for call: CommandCall) -> Bool {
        apps[call.app.sdkAppID].map { kind.event.isSwitchedOn(by: $0.outbox.settings) } == true
    }

    package func verdict(on question: BackendQuestion, for call: CommandCall) async -> BackendVerdict {
        guard let app = apps[call.app.sdkAppID] else {
            return .allow(BackendAmendment())
        }
        let event = question.event(by: call.caller)
        let command = type(of: event).command
        let start = app.surroundings.clock.stopwatch()
        let eventTime = app.surroundings.now()
        let reply =
            if let failure = await app.suffer(command, question.group) {
                failure
            } else {
                await app.caller.post(
                    event.opening, of: command, address: call.address ?? AppOutbox.unknownAddress,
                    eventTime: eventTime)
            }
        do {
            let answer = try WebhookAnswer(reply.taken(), asksAboutMessage: question.kind == .sendMessage)
            app.surroundings.figures.recordQuestion(command, answer.verdict.name, duration: start())
            return verdict(answer)
        } catch {
            app.surroundings.figures.recordQuestion(command, "failed", duration: start())
            let refusal = refusal(ofUnusableAnswer: error.reason, to: question, for: call)
            return refusal.map { .refuse($0) } ?? .allow(BackendAmendment())
        }
    }

    package func refusal(
        ofUnusableAnswer reason: String, to question: BackendQuestion, for call: CommandCall
    ) -> APIError? {
        guard let app = apps[call.app.sdkAppID] else {
            return nil
        }
        let policy = app.outbox.settings.beforeFails
        app.surroundings.logger.warning(
            policy == .allow ? "a webhook has no usable answer; the call goes on" : "a webhook has no usable answer",
            metadata: [
                "sdkappid": "\(call.app.sdkAppID.number)", "command": "\(question.kind.event.command)",
                "reason": "\(reason)",
            ])
        guard policy == .refuse else {
            return nil
        }
        return APIError(
            question.kind == .sendMessage ? .backendFailed : .refusedByBackend,
            "the webhook \(question.kind.event.command) failed: \(reason)")
    }

    package func tell(_ refusal: BackendRefusal, for call: CommandCall) async {
        guard let app = apps[call.app.sdkAppID] else {
            return
        }
        let entry: OutboxEntry?
        switch refusal {
        case .message(let message, let place, let type, let error):
            let event = SendMsgException(message, to: place.group, of: type, by: call.caller, refusal: error)
            entry = app.outbox.entry(
                of: event, in: .group(place.group), address: call.address, origin: Traces.origin)
        case .groupFull(let group):
            let event = AfterGroupFull(group)
            entry = app.outbox.entry(of: event, in: .group(group), address: call.address, origin: Traces.origin)
        }
        guard let entry else {
            return
        }
        do {
            try await store.addToOutbox([entry])
            app.outbox.fill([entry])
        } catch {
            app.surroundings.logger.error(
                "a refusal could not be told",
                metadata: [
                    "sdkappid": "\(call.app.sdkAppID.number)", "command": "\(entry.command)", "error": "\(error)",
                ])
        }
    }

    private func verdict(_ answer: WebhookAnswer) -> BackendVerdict {
        switch answer.verdict {
        case .allow:
            .allow(BackendAmendment(content: answer.content, refusedMembers: Set(answer.refusedMembers)))
        case .refuse: .refuse(APIError(.refusedByBackend, "the app's backend has refused it"))
        case .refuseAs(let code, let text): .refuse(APIError(ofBackend: Int(code), text: text))
        case .refuseContent: .refuse(APIError(.contentRefused, "the app's backend has refused the content"))
        case .dropSilently: .dropSilently
        }
    }
}

extension WebhookBackends.App {
    /// Does to a question what a fault wants, before it is asked.
    ///
    /// - Returns: why it is not asked; `nil` where it is.
    fileprivate func suffer(_ command: String, _ group: GroupID?) async -> WebhookReply? {
        guard let faults = surroundings.faults, faults.canHitWebhooks else {
            return nil
        }
        let subject = WebhookSubject(app: outbox.app, command: command, group: group)
        guard let fault = faults.hit(subject) else {
            return nil
        }
        switch fault.effect {
        case .lose: return .failure(reason: "lost by fault \(fault.number)")
        case .delay(let time):
            await faults.pauses.wait(for: time, on: surroundings.clock)
            return nil
        }
    }
}

extension BackendQuestion.Kind {
    fileprivate var event: any BeforeEvent.Type {
        switch self {
        case .createGroup: BeforeCreateGroup.self
        case .createTopic: BeforeCreateTopic.self
        case .addMembers: BeforeInviteJoinGroup.self
        case .sendMessage: BeforeSendMsg.self
        }
    }
}

extension BackendQuestion {
    /// The group that it is about; `nil` where that is not there yet.
    fileprivate var group: GroupID? {
        switch self {
        case .createGroup, .createTopic: nil
        case .addMembers(_, let group, _): group
        case .sendMessage(_, let place, _): place.group
        }
    }

    fileprivate func event(by caller: Account) -> any BeforeEvent {
        switch self {
        case .createGroup(let draft, let ownedGroups):
            BeforeCreateGroup(draft, by: caller, ownedGroups: ownedGroups)
        case .createTopic(let name): BeforeCreateTopic(named: name, by: caller)
        case .addMembers(let accounts, let group, let type):
            BeforeInviteJoinGroup(accounts, into: group, of: type, by: caller)
        case .sendMessage(let message, let place, let type):
            BeforeSendMsg(message, to: place.group, of: type, topic: place.topic, by: caller)
        }
    }
}

extension WebhookAnswer.Verdict {
    /// For metrics.
    fileprivate var name: String {
        switch self {
        case .allow: "allowed"
        case .refuse, .refuseAs, .refuseContent: "refused"
        case .dropSilently: "dropped"
        }
    }
}
