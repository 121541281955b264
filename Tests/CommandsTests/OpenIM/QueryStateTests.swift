import Presence
import Testing
import Wire

@Suite("querystate")
struct QueryStateTests {
    private let path = "openim/querystate"

    @Test func `states are named State, and an account that does not exist is offline`() async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        try server.connect("a", on: .iPhone)
        try server.connect("a", on: .pc)
        let answer = try await server.call(path, #"{"To_Account":["a","ghost","b"],"IsNeedDetail":1}"#)
        #expect(
            answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"QueryResult":["#
                + #"{"To_Account":"a","State":"Online","Detail":[{"Platform":"IPhone","Status":"Online"},"#
                + #"{"Platform":"PC","Status":"Online"}]},"#
                + #"{"To_Account":"ghost","State":"Offline"},{"To_Account":"b","State":"Offline"}]}"#)
    }
}
