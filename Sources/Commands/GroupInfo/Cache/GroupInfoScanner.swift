import Wire

/// Reads the body of an ordinary `get_group_info` without building a tree.
///
/// It understands objects that hold nothing but the known keys, each once, with lists of strings of printable ASCII
/// without escapes. What it understands means the same to ``GetGroupInfo/Request``; for everything else it gives up.
struct GroupInfoScanner {
    /// How many identifiers stand in the body, at least one.
    private(set) var groupCount = 0

    private let groups: UnsafeMutableBufferPointer<Range<Int>>
    private let text: UnsafeRawBufferPointer
    private var position = 0

    private var filters: Filters?

    /// Reads a body; `nil` for one that the general decoder has to look at.
    ///
    /// - Parameter groups: takes where the identifiers stand in the body, in request order; it has room for all that a
    ///   request may hold.
    init?(_ text: UnsafeRawBufferPointer, groups: UnsafeMutableBufferPointer<Range<Int>>) {
        self.text = text
        self.groups = groups
        guard scanBody() else {
            return nil
        }
    }

    /// What each filter selects; `nil` for one that is absent or empty.
    private struct Filters {
        var base: BaseFields?
        var members: MemberFields?
        var groupKeys: [String]?
        var memberKeys: [String]?
    }

    /// What the filters select; `nil` when none of them is set.
    var filter: GroupInfoSelection? {
        filters.flatMap {
            GroupInfoSelection(
                base: $0.base, members: $0.members, groupKeys: $0.groupKeys, memberKeys: $0.memberKeys)
        }
    }

    private mutating func scanBody() -> Bool {
        var hasFilter = false
        let isObject = scanObject { scanner, key in
            if Self.equal(key, "GroupIdList"), scanner.groupCount == 0 {
                return scanner.scanGroups()
            }
            if Self.equal(key, "ResponseFilter"), !hasFilter {
                hasFilter = true
                return scanner.takeNull() || scanner.scanFilters()
            }
            return false
        }
        skipWhitespace()
        return isObject && position == text.count && groupCount > 0
    }

    private mutating func scanGroups() -> Bool {
        scanStrings { scanner, range in
            guard scanner.groupCount < scanner.groups.count else {
                return false
            }
            scanner.groups[scanner.groupCount] = range
            scanner.groupCount += 1
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
                return scanner.scanFields(into: &filters.base)
            case Self.equal(key, "MemberInfoFilter") && seen & 2 == 0:
                seen |= 2
                return scanner.scanFields(into: &filters.members)
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

    /// Reads a list of names of fields, or `null`; both nothing and no names leave the filter unset.
    private mutating func scanFields<Field>(into filter: inout FieldSet<Field>?) -> Bool {
        if takeNull() {
            return true
        }
        return scanStrings { scanner, range in
            let field = FieldSet<Field>(name: UnsafeRawBufferPointer(rebasing: scanner.text[range]))
            filter = filter?.union(field) ?? field
            return true
        }
    }

    /// Reads a list of keys, or `null`; both nothing and no keys leave the filter unset.
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
        while position + 8 <= text.count {
            let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let ends = Self.ends(in: word)
            guard ends == 0 else {
                position += ends.trailingZeroBitCount / 8
                break
            }
            position += 8
        }
        while position < text.count, !Self.isEnd(text[position]) {
            position += 1
        }
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
            return nil
        }
        position += 1
        return start..<(position - 1)
    }

    /// Whether a byte ends a string, or is none that may stand in one here: a quote, a backslash, no printable ASCII.
    private static func isEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 || byte >= 0x7F
    }

    /// Finds the first byte of eight that ``isEnd(_:)`` is true of: it is the lowest whose highest bit is set.
    private static func ends(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        /// Marks bytes that are less than a number; above the first of them it may err.
        func less(_ word: UInt64, than number: UInt64) -> UInt64 { (word &- ones &* number) & ~word }
        let quotes = less(word ^ ones &* 0x22, than: 1)
        let backslashes = less(word ^ ones &* 0x5C, than: 1)
        let deletes = less(word ^ ones &* 0x7F, than: 1)
        return (quotes | backslashes | deletes | less(word, than: 0x20) | word) & (ones &* 0x80)
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
