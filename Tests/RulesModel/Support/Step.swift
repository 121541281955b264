import Wire

/// One call of a command with few names in it, and what the rules say of it.
///
/// A new command is a new type, in a file of its own, and a line in ``StepKind/all``.
protocol Step: Sendable {
    static var name: CommandName { get }

    /// A call that makes sense in most cases.
    static func random(_ dice: inout Dice, in app: ModelApp) -> Self

    /// The body of the request.
    var body: Fields { get }

    /// The group that the call may change; it is read and compared afterwards.
    var group: String? { get }

    /// What the call draws from the source of random numbers.
    var random: @Sendable (_ bound: Int) -> Int { get }

    /// Changes the app as the rules say, and tells what the answer holds besides the envelope.
    ///
    /// What a refused call has changed is taken back by the caller.
    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields
}

extension Step {
    var group: String? { nil }
    var random: @Sendable (_ bound: Int) -> Int { { _ in 0 } }
}

/// A call whose request names a group and nothing else.
protocol GroupStep: Step {
    var id: String { get }

    init(id: String)
}

extension GroupStep {
    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app))
    }

    var body: Fields { Fields(group: id) }
}

/// A kind of steps, and how often it is taken.
struct StepKind: Sendable {
    let weight: Int
    let random: @Sendable (_ dice: inout Dice, _ app: ModelApp) -> any Step

    private init<S: Step>(_ weight: Int, _ type: S.Type) {
        self.weight = weight
        random = { dice, app in S.random(&dice, in: app) }
    }

    static let all = [
        StepKind(6, AccountImportStep.self),
        StepKind(3, MultiaccountImportStep.self),
        StepKind(3, AccountDeleteStep.self),
        StepKind(2, AccountCheckStep.self),
        StepKind(8, CreateGroupStep.self),
        StepKind(4, ImportGroupStep.self),
        StepKind(6, DestroyGroupStep.self),
        StepKind(16, AddGroupMemberStep.self),
        StepKind(8, ImportGroupMemberStep.self),
        StepKind(12, ModifyGroupBaseInfoStep.self),
        StepKind(16, ModifyGroupMemberInfoStep.self),
        StepKind(10, ForbidSendMsgStep.self),
        StepKind(6, GetGroupInfoStep.self),
        StepKind(3, ModifyGroupAttrStep.self),
        StepKind(2, SetGroupAttrStep.self),
        StepKind(2, DeleteGroupAttrStep.self),
        StepKind(1, ClearGroupAttrStep.self),
        StepKind(3, GetGroupAttrStep.self),
        StepKind(4, UpdateGroupCounterStep.self),
        StepKind(1, DeleteGroupCounterStep.self),
        StepKind(3, GetGroupCounterStep.self),
        StepKind(8, DeleteGroupMemberStep.self),
        StepKind(4, ChangeGroupOwnerStep.self),
        StepKind(24, SendGroupMsgStep.self),
        StepKind(4, ImportGroupMsgStep.self),
        StepKind(4, GroupMsgRecallStep.self),
        StepKind(1, DeleteGroupMsgBySenderStep.self),
        StepKind(6, GroupMsgGetSimpleStep.self),
        StepKind(4, SetUnreadMsgNumStep.self),
        StepKind(3, GetGroupMemberInfoStep.self),
        StepKind(2, GetSpecifiedGroupMemberInfoStep.self),
        StepKind(2, GetRoleInGroupStep.self),
    ]

    private static let bag = all.flatMap { kind in Array(repeating: kind, count: kind.weight) }

    /// A random step of a random kind.
    static func random(_ dice: inout Dice, in app: ModelApp) -> any Step {
        bag[dice.roll(bag.count)].random(&dice, app)
    }
}
