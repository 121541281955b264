import Synchronization

/// The identifiers that a server makes, of numbers instead of randomness.
struct GeneratedID: Sendable {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    let type: String
    /// What the server is made to try first; each further try has one more.
    let first: Int

    /// The identifier that the server arrives at.
    func text(avoiding used: some Collection<String>) -> String {
        var number = first
        while used.contains(text(number)) {
            number += 1
        }
        return text(number)
    }

    private func text(_ number: Int) -> String {
        let prefixes = [
            "Private": "@TGS#1", "Public": "@TGS#2", "ChatRoom": "@TGS#3", "AVChatRoom": "@TGS#a",
            "Community": "@TGS#_@TGS#c",
        ]
        return (prefixes[type] ?? "") + String((0..<length).map { Self.alphabet[digit($0, of: number)] })
    }

    /// The digits as a source of random numbers.
    var source: @Sendable (_ bound: Int) -> Int {
        let drawn = DrawCount()
        return { _ in
            let draw = drawn.next()
            return digit(draw % length, of: first + draw / length)
        }
    }

    private var length: Int { type == "Community" ? 11 : 8 }

    /// The digit at a place, from the left.
    private func digit(_ place: Int, of number: Int) -> Int {
        let shift = 5 * (length - 1 - place)
        return shift < 60 ? (number >> shift) & 31 : 0
    }
}

/// Counts what has been drawn.
private final class DrawCount: Sendable {
    private let count = Atomic(0)

    func next() -> Int {
        count.wrappingAdd(1, ordering: .relaxed).oldValue
    }
}
