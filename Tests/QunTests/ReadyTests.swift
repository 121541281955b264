import ArgumentParser
import Testing

@testable import qun

@Suite struct ReadyTests {
    private func address(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> String {
        let command = try #require(try Qun.parseAsRoot(["ready"] + arguments) as? Ready)
        return try command.address(environment: environment)
    }

    @Test func `the server that is asked is the one of the environment`() throws {
        let address = try address(environment: ["QUN_HOST": "127.0.0.2", "QUN_PORT": "9000"])
        #expect(address == "http://127.0.0.2:9000")
    }

    @Test(arguments: [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]")])
    func `a server that listens at all addresses is asked at loopback`(host: String, asked: String) throws {
        let address = try address(environment: ["QUN_HOST": host])
        #expect(address == "http://\(asked):8080")
    }

    @Test func `a port of the flags wins over that of the environment`() throws {
        let address = try address(["--port", "9001"], environment: ["QUN_PORT": "9000"])
        #expect(address == "http://127.0.0.1:9001")
    }

    @Test func `a free port has to be named`() {
        #expect(throws: ConfigurationError.self) { try address(environment: ["QUN_PORT": "0"]) }
    }

    @Test(arguments: [["--seconds", "0"], ["--url", "http://127.0.0.1", "--port", "80"]])
    func `flags that mean nothing are refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try Qun.parseAsRoot(["ready"] + arguments) }
    }
}
