import Digests
import Testing

/// The test cases of RFC 4231, section 4; case 5 is of a shortened code, which is not offered.
@Suite("HMAC-SHA256")
struct HMACSHA256Tests {
    struct Case: Sendable, CustomStringConvertible {
        let number: Int
        let key: [UInt8]
        let message: [UInt8]
        let code: String

        var description: String { "case \(number)" }
    }

    static let cases = [
        Case(
            number: 1, key: [UInt8](repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Case(
            number: 2, key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Case(
            number: 3, key: [UInt8](repeating: 0xaa, count: 20), message: [UInt8](repeating: 0xdd, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Case(
            number: 4, key: Array(1...25), message: [UInt8](repeating: 0xcd, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Case(
            number: 6, key: [UInt8](repeating: 0xaa, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Case(
            number: 7, key: [UInt8](repeating: 0xaa, count: 131),
            message: Array(
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
                    .utf8),
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test(arguments: cases)
    func `known messages have known codes`(_ sample: Case) {
        let code = HMACSHA256.authenticate(sample.message, key: sample.key)
        #expect(code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == sample.code)
        #expect(HMACSHA256.verify(code, of: sample.message, key: sample.key))
    }

    @Test func `nothing is a message and a key too`() {
        let code = HMACSHA256.authenticate([], key: [])
        #expect(code.prefix(4) == [0xb6, 0x13, 0x67, 0x9a])
    }

    @Test func `a code with one bit of difference, wherever, is refused`() {
        let code = HMACSHA256.authenticate([1, 2, 3], key: [4])
        for bit in 0..<256 {
            var other = code
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(!HMACSHA256.verify(other, of: [1, 2, 3], key: [4]))
        }
    }

    @Test func `a code of another length, message or key is refused`() {
        let code = HMACSHA256.authenticate([1, 2, 3], key: [4])
        #expect(!HMACSHA256.verify([], of: [1, 2, 3], key: [4]))
        #expect(!HMACSHA256.verify(Array(code.dropLast()), of: [1, 2, 3], key: [4]))
        #expect(!HMACSHA256.verify(code + [0], of: [1, 2, 3], key: [4]))
        #expect(!HMACSHA256.verify(code, of: [1, 2], key: [4]))
        #expect(!HMACSHA256.verify(code, of: [1, 2, 3], key: [5]))
    }
}
