import Wire

/// A JSON object with the members `app`, `at`, and one that is named like the kind of change.
extension ToldPresence {
    /// Items that stand in one text; their longest texts make one of some thousand bytes.
    private static let itemsAtOnce = 64

    /// The change in texts that are short enough to be told, one after the other.
    package var texts: [String] {
        switch change {
        case .marks(let group, let change):
            change.items.chunks(of: Self.itemsAtOnce).map { items in
                text { writer in
                    writer.field("group", group.text)
                    writer.objects(change.kind == .set ? "set" : "delete", of: items) { writer, item in
                        writer.field("account", item.account.text)
                        writer.array("marks", of: item.marks.sorted()) { writer, mark in
                            writer.integer(mark.number)
                        }
                    }
                }
            }
        case .groupGone(let group):
            [text { $0.field("groupGone", group.text) }]
        case .accountsGone(let accounts):
            accounts.chunks(of: Self.itemsAtOnce).map { accounts in
                text { $0.field("accountsGone", accounts.map(\.text)) }
            }
        case .kicked(let account):
            [text { $0.field("kicked", account.text) }]
        }
    }

    private func text(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("app", app.number)
        writer.field("at", moment.seconds)
        body(&writer)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// - Returns: `nil` for what this release does not understand.
    package init?(text: String) {
        guard
            case .object(let object)? = try? JSONParser.parse(text.utf8),
            case .integer(let app)? = object["app"], let number = UInt32(exactly: app),
            case .integer(let moment)? = object["at"],
            let change = PresenceChange(object)
        else {
            return nil
        }
        self.init(change, in: SDKAppID(number), at: UnixTime(seconds: moment))
    }
}

extension PresenceChange {
    fileprivate init?(_ object: JSONObject) {
        if case .string(let group)? = object["groupGone"], let group = GroupID(group) {
            self = .groupGone(group)
        } else if case .array(let accounts)? = object["accountsGone"] {
            self = .accountsGone(accounts.compactMap(\.account))
        } else if let account = object["kicked"]?.account {
            self = .kicked(account)
        } else if case .string(let group)? = object["group"], let group = GroupID(group) {
            if case .array(let items)? = object["set"] {
                self = .marks(group, MarkChange(.set, items.compactMap(\.marked)))
            } else if case .array(let items)? = object["delete"] {
                self = .marks(group, MarkChange(.delete, items.compactMap(\.marked)))
            } else {
                return nil
            }
        } else {
            return nil
        }
    }
}

extension JSONValue {
    fileprivate var account: Account? {
        if case .string(let text) = self { Account(text) } else { nil }
    }

    fileprivate var marked: (account: Account, marks: Set<Mark>)? {
        guard
            case .object(let item) = self, let account = item["account"]?.account,
            case .array(let marks)? = item["marks"]
        else {
            return nil
        }
        let numbers = marks.compactMap { mark in
            if case .integer(let number) = mark { Mark(number) } else { nil }
        }
        return (account, Set(numbers))
    }
}

extension Array {
    /// The elements in order, in pieces of at most so many.
    fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
