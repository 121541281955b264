import Apps
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

    @Test func `a longer random does not make a URL longer than the limit`() throws {
        var limits = GatewayLimits()
        limits.maximumURLBytes = World.url().utf8.count + 1
        let connection = try EmbeddedConnection(World.server(limits: limits))
        let longer = ["1", "12", "123"].map { World.post(World.url().replacing("random=1", with: "random=\($0)")) }
        #expect(try connection.exchange(longer.joined()).map(\.code) == [0, 0, 60002])
    }

    private static let target = "/v4/s/c?sdkappid=1&random=1&usersig=sig"

    private func admission(random: Range<Int>?) throws -> Admission {
        let settings = try #require(World.apps[SDKAppID(World.app)])
        return Admission(
            command: FakeRunner.read, app: settings, caller: World.account("a"), address: "127.0.0.1",
            target: Self.target, random: random, arrival: World.now, validity: World.now...World.now,
            appsVersion: 0)
    }

    @Test(arguments: ["0", "1", "02", "4294967295"])
    func `the same target with another random is covered, in time`(random: String) throws {
        let admission = try admission(random: 26..<27)
        let earlier = UnixTime(seconds: World.now.seconds - 1)
        let later = UnixTime(seconds: World.now.seconds + 1)
        let target = Self.target.replacing("random=1", with: "random=\(random)")
        #expect(admission.covers(target, at: World.now, appsVersion: 0))
        #expect(!admission.covers(target, at: World.now, appsVersion: 1))
        #expect(!admission.covers(target, at: earlier, appsVersion: 0))
        #expect(!admission.covers(target, at: later, appsVersion: 0))
    }

    @Test(arguments: [
        "", "/v4/s/c?sdkappid=1&random=&usersig=sig", "/v4/s/c?sdkappid=1&random=4294967296&usersig=sig",
        "/v4/s/c?sdkappid=1&random=00000000001&usersig=sig", "/v4/s/c?sdkappid=1&random=%31&usersig=sig",
        "/v4/s/c?sdkappid=1&random=1&usersig=sih", "/v4/s/d?sdkappid=1&random=1&usersig=sig",
        "/v4/s/c?sdkappid=1&random=1&usersig=", "/v4/s/c?sdkappid=1&random=1&usersig=sig&usersig=sih",
        "/v4/s/c?sdkappid=1&random=1&identifier=b&usersig=sig",
    ])
    func `another target is not covered`(target: String) throws {
        #expect(try !admission(random: 26..<27).covers(target, at: World.now, appsVersion: 0))
        #expect(try !admission(random: nil).covers(target, at: World.now, appsVersion: 0))
    }

    @Test func `without a place for random the target is covered as it is`() throws {
        #expect(try admission(random: nil).covers(Self.target, at: World.now, appsVersion: 0))
        let other = Self.target.replacing("random=1", with: "random=2")
        #expect(try !admission(random: nil).covers(other, at: World.now, appsVersion: 0))
    }

    @Test func `a target is covered however it came to be known`() throws {
        let text = World.url().replacing("random=1", with: "random=77")
        let query = try RequestTarget(text, maximumBytes: 8192).query
        let place = try #require(query.randomPlace)
        #expect(Array(text.utf8)[place].elementsEqual("77".utf8))
        #expect(
            try RequestTarget(World.url().replacing("random=1", with: "random=%37"), maximumBytes: 8192)
                .query.randomPlace == nil)
    }

    // MARK: Answers from memory

    /// Answers every call from memory with a body of some size, or refuses it.
    private struct MemoryRunner: CommandRunner {
        let bytes: Int?

        var commands: [KnownCommand] { [KnownCommand(name: FakeRunner.read, acceptsEmptyBody: false)] }

        func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? {
            guard let bytes else {
                return .failure(APIError(.answerTooLarge, "too large"))
            }
            return .success(ByteBuffer(repeating: UInt8(ascii: "x"), count: bytes))
        }

        func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer {
            CommandAnswer(bytes: [])
        }
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
