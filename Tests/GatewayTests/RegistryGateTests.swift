import Apps
import Commands
import Testing
import UserSig
import Wire

@testable import Gateway

/// What the gate makes of every command there is.
@Suite("Gate of all commands")
struct RegistryGateTests {
    private static func gate(disabled: Set<CommandName>) -> CallGate {
        var app = AppSettings(
            sdkAppID: SDKAppID(World.app), secretKey: World.key, admins: [World.account("administrator")])
        app.disabledCommands = disabled
        return CallGate(
            apps: AppDirectory([app]), commands: CommandRegistry.entries.map(KnownCommand.init),
            limits: GatewayLimits(),
            uptime: { .zero })
    }

    private static func admit(_ name: CommandName, disabled: Set<CommandName>) throws(APIError) -> CommandCall {
        let url = World.url(name)
        let target = try RequestTarget(url, maximumBytes: url.utf8.count)
        var last: Admission?
        var trace = CallTrace()
        return try gate(disabled: disabled).admit(
            RequestHead(postTo: url, contentLength: 2), path: Substring("\(name)"), target: target,
            address: "192.0.2.1",
            now: World.now, last: &last, trace: &trace)
    }

    @Test(arguments: CommandRegistry.entries.map(\.name))
    func `a call that is let in names its command, app, caller and moment`(name: CommandName) throws {
        let call = try Self.admit(name, disabled: [])
        #expect(call.name == name)
        #expect(call.app.sdkAppID.number == World.app)
        #expect(call.caller == World.account("administrator"))
        #expect(call.arrival == World.now)
    }

    @Test(arguments: CommandRegistry.entries.map(\.name))
    func `a command that is switched off says so`(name: CommandName) throws {
        let refusal = #expect(throws: APIError.self) { try Self.admit(name, disabled: [name]) }
        #expect(refusal?.code.rawValue == Self.code(of: name))
        #expect(refusal?.code == (name.service.isGroupService ? .commandDisabled : .requestForbidden))
    }

    /// The code of a service for a command that is switched off.
    private static func code(of name: CommandName) -> Int {
        switch name.service.rawValue {
        case "im_open_login_svc", "openconfigsvr", "openim", "openim_msg_ext_http_svc", "profile": 60017
        default: 10026
        }
    }
}
