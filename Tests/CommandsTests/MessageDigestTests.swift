import Groups
import Testing
import Wire

@testable import Commands

/// Stores keep the digests of messages for a while, also over an upgrade: what makes one must never change.
@Suite("Digests of messages")
struct MessageDigestTests {
    private let content = MessageContent(
        body: Array(#"[{"MsgType":"TIMTextElem"}]"#.utf8), cloudCustomData: "custom")

    @Test func `a digest is the first half of the SHA-256 of all parts, each after its length`() throws {
        let digest = content.digest(from: try #require(Account("发送者")))
        #expect(
            digest == [
                0x37, 0x3e, 0x98, 0x04, 0x67, 0xc0, 0x90, 0xe1, 0x34, 0x59, 0xe7, 0x86, 0x4e, 0xb9, 0x0a, 0x6d,
            ])
    }

    @Test func `whatever differs makes another digest`() throws {
        let (one, other) = (try #require(Account("one")), try #require(Account("other")))
        let digests = [
            content.digest(from: one), content.digest(from: other), content.digest(from: one, isOnlineOnly: true),
            MessageContent(body: content.body).digest(from: one),
            MessageContent(body: content.body + Array("custom".utf8)).digest(from: one),
        ]
        #expect(Set(digests).count == digests.count)
    }
}
