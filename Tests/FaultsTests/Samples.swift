import Faults
import Testing
import Wire

let app = SDKAppID(1_400_777_001)
let otherApp = SDKAppID(1_400_777_002)
let sendMessage = CommandName(service: .groupOpen, command: "send_group_msg")
let importAccount = CommandName(service: .login, command: "account_import")
let afterSendMsg = "Group.CallbackAfterSendMsg"
let names = FaultNames(
    commands: [sendMessage, importAccount], events: [afterSendMsg, "Profile.CallbackPortraitSet"])

func group(_ text: String) throws -> GroupID {
    try #require(GroupID(text))
}

func call(
    _ command: CommandName = sendMessage, of app: SDKAppID = app, by caller: String = "administrator"
) throws -> CallSubject {
    CallSubject(app: app, command: command, caller: try #require(Account(caller)))
}

extension FaultRules {
    /// One whose chances are always taken.
    static func lucky() -> FaultRules {
        FaultRules { 0 }
    }

    /// The number of the rule that hits a call.
    func number(hitting call: CallSubject, naming groups: Set<GroupID> = []) -> Int? {
        hit(call) { groups }?.number
    }
}
