import Wire

/// Reads the body of an ordinary `get_group_info` without building a tree.
///
/// It understands objects that hold nothing but the known keys, each once, with lists of strings of printable ASCII
/// without escapes. What it understands means the same to ``GetGroupInfo/Request``; for everything else it gives up.
struct GroupInfoScanner {
    /// Where the identifiers stand in the body, in request order.
    private(set) var groups: [Range<Int>] = []

    private let text: UnsafeRawBufferPointer
    private var position = 0

    private var filters: Filters?

    /// Reads a body; `nil` for one that the general decoder has to look at.
    init?(_ text: UnsafeRawBufferPointer) {
        self.text = text
        guard scanBody() else {
            return nil
        }
    }

    /// The names that each filter holds; `nil` for one that is absent or empty.
    private struct Filters {
        var base: [String]?
        var members: [String]?
        var groupKeys: [String]?
        var memberKeys: [String]?

        var selection: GroupInfoSelection? {
            guard base != nil || members != nil || groupKeys != nil || memberKeys != nil else {
                return nil
            }
            return GroupInfoSelection(base: base, members: members, groupKeys: groupKeys, memberKeys: memberKeys)
        }
    }

    /// What the filters select; `nil` when none of them is set.
    var filter: GroupInfoSelection? { filters?.selection }

    private mutating func scanBody() -> Bool {
        var hasFilter = false
        let isObject = scanObject { scanner, key in
            if Self.equal(key, "GroupIdList"), scanner.groups.isEmpty {
                return scanner.scanGroups()
            }
            if Self.equal(key, "ResponseFilter"), !hasFilter {
                hasFilter = true
                return scanner.takeNull() || scanner.scanFilters()
            }
            return false
        }
        skipWhitespace()
        return isObject && position == text.count && !groups.isEmpty
    }

    private mutating func scanGroups() -> Bool {
        scanStrings { scanner, range in
            guard scanner.groups.count < GroupInfoAnswer.maximumGroups else {
                return false
            }
            scanner.groups.append(range)
            return true
        }
    }

    private mutating func scanFilters() -> Bool {
        var filters = Filters()
        var seen: UInt8 = 0
        let isObject = scanObject { scanner, key in
            switch true {
            case Self.equal(key, "GroupBaseInfoFilter") && seen & 1 == 0:
                seen |= 1
                return scanner.scanNames(into: &filters.base)
            case Self.equal(key, "MemberInfoFilter") && seen & 2 == 0:
                seen |= 2
                return scanner.scanNames(into: &filters.members)
            case Self.equal(key, "AppDefinedDataFilter_Group") && seen & 4 == 0:
                seen |= 4
                return scanner.scanNames(into: &filters.groupKeys)
            case Self.equal(key, "AppDefinedDataFilter_GroupMember") && seen & 8 == 0:
                seen |= 8
                return scanner.scanNames(into: &filters.memberKeys)
            default:
                return false
            }
        }
        self.filters = filters
        return isObject
    }

    /// Reads a list of names, or `null`; both nothing and no names leave the filter unset.
    private mutating func scanNames(into filter: inout [String]?) -> Bool {
        if takeNull() {
            return true
        }
        var names: [String] = []
        let isList = scanStrings { scanner, range in
            names.append(String(decoding: scanner.text[range], as: UTF8.self))
            return true
        }
        filter = names.isEmpty ? nil : names
        return isList
    }

    // MARK: JSON

    /// Reads an object; the body reads the value of each key, or gives up.
    private mutating func scanObject(
        _ member: (inout GroupInfoScanner, _ key: UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        guard take(UInt8(ascii: "{")) else {
            return false
        }
        if take(UInt8(ascii: "}")) {
            return true
        }
        repeat {
            guard let key = takeString(), take(UInt8(ascii: ":")) else {
                return false
            }
            guard member(&self, UnsafeRawBufferPointer(rebasing: text[key])) else {
                return false
            }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}"))
    }

    /// Reads a list of strings, which may be empty.
    private mutating func scanStrings(_ element: (inout GroupInfoScanner, Range<Int>) -> Bool) -> Bool {
        guard take(UInt8(ascii: "[")) else {
            return false
        }
        if take(UInt8(ascii: "]")) {
            return true
        }
        repeat {
            guard let range = takeString(), element(&self, range) else {
                return false
            }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]"))
    }

    private mutating func takeString() -> Range<Int>? {
        guard take(UInt8(ascii: "\"")) else {
            return nil
        }
        let start = position
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "\""):
                position += 1
                return start..<(position - 1)
            case UInt8(ascii: "\\"), 0..<0x20, 0x7F...:
                return nil
            default:
                position += 1
            }
        }
        return nil
    }

    private mutating func takeNull() -> Bool {
        skipWhitespace()
        guard
            text.count - position >= 4,
            Self.equal(UnsafeRawBufferPointer(rebasing: text[position..<(position + 4)]), "null")
        else {
            return false
        }
        position += 4
        return true
    }

    /// Takes a character of JSON's own, with white space before it.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipWhitespace()
        guard position < text.count, text[position] == byte else {
            return false
        }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private static func equal(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        bytes.isSpelled(text)
    }
}
