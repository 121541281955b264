import Digests
import Testing

/// The example messages of FIPS 180, as the standard's authors publish them.
@Suite("SHA-256")
struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func `known messages have known digests`(message: String, digest: String) {
        #expect(SHA256Digest(of: Array(message.utf8)).description == digest)
    }

    @Test func `parts add up to their whole, wherever it is cut`() {
        let whole = (0..<200).map { UInt8($0) }
        for cut in 0...whole.count {
            var hasher = SHA256Hasher()
            hasher.update(Array(whole[..<cut]))
            hasher.update([])
            hasher.update(Array(whole[cut...]))
            #expect(hasher.finalize() == SHA256Digest(of: whole))
        }
    }

    @Test func `a number is its eight bytes, the lowest first`() {
        var hasher = SHA256Hasher()
        hasher.update(0x0102_0304_0506_0708)
        #expect(hasher.finalize() == SHA256Digest(of: [8, 7, 6, 5, 4, 3, 2, 1]))
    }

    @Test func `hashers that are used in turns know nothing of each other`() {
        var one = SHA256Hasher()
        var other = SHA256Hasher()
        one.update([1])
        other.update([3])
        one.update([2])
        other.update([4])
        #expect(one.finalize() == SHA256Digest(of: [1, 2]))
        #expect(other.finalize() == SHA256Digest(of: [3, 4]))
    }

    @Test func `a digest gives its bytes and its halves out`() {
        let digest = SHA256Digest(of: Array("abc".utf8))
        #expect(digest.firstHalf == 0xba78_16bf_8f01_cfea_4141_40de_5dae_2223)
        #expect(digest.firstBytes == Array(digest.bytes.prefix(16)))
        #expect(digest.bytes.count == 32)
        #expect(digest.bytes.first == 0xba)
        #expect(digest.bytes.last == 0xad)
    }

    @Test func `many threads make digests at once`() async {
        let expected = SHA256Digest(of: [1, 2, 3])
        let areRight = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask { (0..<100).allSatisfy { _ in SHA256Digest(of: [1, 2, 3]) == expected } }
            }
            return await group.reduce(true) { $0 && $1 }
        }
        #expect(areRight)
    }
}
