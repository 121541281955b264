import Testing
import Wire

@testable import Presence

let now = UnixTime(seconds: 1_735_700_000)

func later(_ seconds: UInt32) -> UnixTime {
    now.advanced(bySeconds: seconds)
}

func account(_ name: String) throws -> Account {
    try #require(Account(name))
}

func group(_ text: String) throws -> GroupID {
    try #require(GroupID(text))
}

func marks(_ numbers: Int64...) -> Set<Mark> {
    Set(numbers.compactMap { Mark($0) })
}

/// The code that a piece of code is refused with; `nil` when it is not.
func refusal(of work: () throws -> Void) -> ErrorCode? {
    do {
        try work()
        return nil
    } catch {
        return (error as? APIError)?.code
    }
}
