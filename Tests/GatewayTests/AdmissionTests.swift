import Commands
import NIOCore
import Testing
import Wire

@testable import Gateway

/// What a connection remembers of its last call changes no answer.
@Suite struct AdmissionTests {
    @Test(arguments: GateCase.all + GateCase.strict)
    func `a fault behind an accepted call is answered as on a new connection`(fault: GateCase) throws {
        let connection = try EmbeddedConnection()
        let request = "\(fault.method) \(fault.url) HTTP/1.1\r\nHost: a\r\n\r\n"
        let strictURL = World.url().replacing("\(World.app)", with: "\(World.strictApp)")
            .replacing(World.userSig(), with: World.userSig(app: World.strictApp))
        #expect(try connection.exchange(World.post()).map(\.code) == [0])
        #expect(try connection.exchange(request).map(\.code) == [fault.code])
        #expect(try connection.exchange(World.post(strictURL)).map(\.code) == [0])
        #expect(try connection.exchange(request).map(\.code) == [fault.code])
    }

    @Test func `another text, another path and another time are not covered`() throws {
        let settings = try #require(World.apps[SDKAppID(World.app)])
        let query = CallQuery(sdkAppID: "1", identifier: "a", userSig: "sig", random: "1", contentType: nil)
        let admission = Admission(
            command: FakeRunner.read, app: settings, caller: World.account("a"), path: "s/c", query: query,
            expiry: World.now)
        let later = UnixTime(seconds: World.now.seconds + 1)
        var other = query
        other.userSig = "sih"
        #expect(admission.covers(path: "s/c", query: query, at: World.now))
        #expect(!admission.covers(path: "s/c", query: query, at: later))
        #expect(!admission.covers(path: "s/d", query: query, at: World.now))
        #expect(!admission.covers(path: "s/c", query: other, at: World.now))
        #expect(!admission.covers(path: "s/c", query: CallQuery(), at: World.now))
    }

    // MARK: Answers from memory

    /// Answers every call from memory with a body of some size, or refuses it.
    private struct MemoryRunner: CommandRunner {
        let bytes: Int?

        var commands: [KnownCommand] { [KnownCommand(name: FakeRunner.read, acceptsEmptyBody: false)] }

        func immediateAnswer(to call: Call, body: ByteBuffer) -> ImmediateAnswer? {
            guard let bytes else {
                return .failure(APIError(.answerTooLarge, "too large"))
            }
            return .success(ByteBuffer(repeating: UInt8(ascii: "x"), count: bytes))
        }

        func answer(to call: Call, body: [UInt8]) async throws(APIError) -> CommandAnswer {
            CommandAnswer(bytes: [])
        }

        func checkWritable() async throws {}
    }

    @Test(arguments: [0, 1, AnswerBody.maximumCopiedBytes, AnswerBody.maximumCopiedBytes + 1, 1_048_576])
    func `an answer from memory is whole, whatever its size`(bytes: Int) throws {
        let connection = try EmbeddedConnection(World.server(runner: MemoryRunner(bytes: bytes)))
        let answers = try connection.exchange(World.post() + World.post(headers: ["Connection: close"]))
        #expect(answers.map(\.body.utf8.count) == [bytes, bytes])
        #expect(answers.map(\.keepsConnection) == [true, false])
    }

    @Test func `a refusal from memory is a refusal`() throws {
        let connection = try EmbeddedConnection(World.server(runner: MemoryRunner(bytes: nil)))
        #expect(try connection.exchange(World.post()).map(\.code) == [10018])
    }
}
