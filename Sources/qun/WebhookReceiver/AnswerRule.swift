import Wire

/// How the receiver answers, as its flags say.
///
/// - Source: protocol reference file 50, section 3.
struct AnswerRule: Sendable {
    enum Verdict: Sendable, Equatable {
        case allow
        case refuse
        /// Of a message only; other questions take it for a refusal.
        case drop
        /// With a code of the app's own.
        case code(Int64)
    }

    /// Which requests get the status of a failure.
    enum Failures: Sendable, Equatable {
        case none
        case every(Int)
        /// From 0 to 1.
        case chance(Double)
    }

    /// An answer over HTTP.
    struct Reply: Sendable {
        var status: Int
        var body: [UInt8]
        var delay: Duration
        /// What it says, for people.
        var summary: String
    }

    /// Of questions; what is told after it happened is answered with OK.
    var verdict = Verdict.allow
    /// `ErrorInfo` of a refusal.
    var text = ""
    var delay = Duration.zero
    /// HTTP status of failures, or of every answer where ``failures`` names none; `nil` for the usual one.
    var status: Int?
    var failures = Failures.none
    /// The commands that the rule is about; empty for all.
    ///
    /// Others are allowed at once.
    var commands: Set<String> = []
    /// `RefusedMembers_Account` of an allowed invitation.
    var refusedMembers: [String] = []
    /// A text that an allowed message is replaced with.
    var replacementText: String?

    private static let statusOfFailure = 500

    func applies(to command: String) -> Bool {
        commands.isEmpty || commands.contains(command)
    }

    /// - Parameters:
    ///   - number: counts the requests that the rule applies to, from 1.
    ///   - chance: from 0 to less than 1, another one each time.
    func reply(to command: String, number: Int, chance: Double) -> Reply {
        guard applies(to: command) else {
            return Reply(status: 200, body: Self.body(code: 0, text: ""), delay: .zero, summary: "OK")
        }
        let verdict = command.contains(".CallbackBefore") ? verdict : .allow
        let fails = fails(number: number, chance: chance)
        let status = fails ? status ?? Self.statusOfFailure : failures == .none ? status ?? 200 : 200
        var summary = status == 200 ? summary(of: verdict) : "HTTP status \(status)"
        if delay > .zero {
            summary += ", after \(delay.formatted)"
        }
        return Reply(status: status, body: body(of: verdict, command), delay: delay, summary: summary)
    }

    private func fails(number: Int, chance: Double) -> Bool {
        switch failures {
        case .none: false
        case .every(let count): number % count == 0
        case .chance(let bound): chance < bound
        }
    }

    private func summary(of verdict: Verdict) -> String {
        switch verdict {
        case .allow: "OK"
        case .refuse: "refused"
        case .drop: "dropped"
        case .code(let code): "refused with \(code)"
        }
    }

    private func body(of verdict: Verdict, _ command: String) -> [UInt8] {
        switch verdict {
        case .allow: Self.body(code: 0, text: "") { replace(in: &$0, command) }
        case .refuse: Self.body(code: 1, text: text)
        case .drop: Self.body(code: 2, text: text)
        case .code(let code): Self.body(code: code, text: text)
        }
    }

    /// Writes what takes the place of a part of the question.
    private func replace(in writer: inout JSONWriter, _ command: String) {
        if command == "Group.CallbackBeforeInviteJoinGroup", !refusedMembers.isEmpty {
            writer.field("RefusedMembers_Account", refusedMembers)
        }
        if command == "Group.CallbackBeforeSendMsg", let replacementText {
            writer.objects("MsgBody", of: [replacementText]) { writer, text in
                writer.field("MsgType", "TIMTextElem")
                writer.key("MsgContent")
                writer.beginObject()
                writer.field("Text", text)
                writer.endObject()
            }
        }
    }

    private static func body(
        code: Int64, text: String, _ more: (_ writer: inout JSONWriter) -> Void = { _ in }
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("ActionStatus", "OK")
        writer.field("ErrorCode", code)
        writer.field("ErrorInfo", text)
        more(&writer)
        writer.endObject()
        return writer.bytes
    }
}

extension Duration {
    /// In seconds, with as many digits as it takes.
    fileprivate var formatted: String { "\(self / .seconds(1)) s" }
}
