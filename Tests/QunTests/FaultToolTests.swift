import ArgumentParser
import Testing

@testable import qun

@Suite("Rules on the command line")
struct FaultToolTests {
    private func rule(_ arguments: String...) throws -> String {
        let add = try FaultTool.Add.parse(arguments)
        return String(decoding: add.rule, as: UTF8.self)
    }

    @Test func `every option has its field, with times in seconds`() throws {
        #expect(
            try rule(
                "--app", "1400777001", "--command", "send_group_msg", "--group", "pier", "--caller", "mira", "--chance",
                "0.5",
                "--count", "3", "--wait", "1.5s", "--code", "10023", "--info", "slow \"down\"") == """
                    {"app":1400777001,"command":"send_group_msg","group":"pier","caller":"mira","chance":0.5,"count":3,"wait":1.5,\
                    "code":10023,"info":"slow \\"down\\""}
                    """)
        #expect(try rule("--status", "503") == #"{"status":503}"#)
        #expect(try rule("--cut", "after") == #"{"cut":"after"}"#)
        #expect(try rule("--drip", "16") == #"{"dripBytes":16,"dripEvery":0.1}"#)
        #expect(try rule("--drip", "16", "--every", "250ms") == #"{"dripBytes":16,"dripEvery":0.25}"#)
        #expect(
            try rule("--event", "AfterSendMsg", "--lose-webhook") == #"{"event":"AfterSendMsg","loseWebhook":true}"#)
        #expect(try rule("--delay-webhook", "1m") == #"{"delayWebhook":60.0}"#)
    }

    @Test(arguments: [["--wait", "soon"], ["--every", "1s"], ["--count", "many"], ["--cut"]])
    func `what cannot be meant is refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try FaultTool.Add.parse(arguments) }
    }

    @Test(arguments: [[], ["3", "--all"], ["--all", "--app", "7"]])
    func `what to drop is said once`(arguments: [String]) {
        #expect(throws: (any Error).self) { try FaultTool.Drop.parse(arguments) }
    }
}
