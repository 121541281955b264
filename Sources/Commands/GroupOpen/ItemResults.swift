import Wire

/// The answer of a command that does something with each of several things: a code for each, in request order.
struct ItemResults: CommandResponse {
    /// The name of the list.
    let list: StaticString
    /// The name under which an item tells what it is about.
    let key: StaticString
    /// Texts as sent, with whether the thing exists.
    let items: [(text: String, exists: Bool)]
    /// The code and the text of an item whose thing does not exist.
    let failure: (code: ErrorCode, text: String)

    func write(to writer: inout JSONWriter) {
        writer.objects(list, of: items) { writer, item in
            writer.field("ErrorCode", item.exists ? 0 : failure.code.rawValue)
            writer.field("ErrorInfo", item.exists ? "" : failure.text)
            writer.field(key, item.text)
        }
    }
}

extension ItemResults {
    /// The answer of a command that writes topic rights.
    ///
    /// - Parameters:
    ///   - texts: of the request, well-formed or not.
    ///   - found: for each well-formed one, whether the topic exists.
    static func topics(_ texts: [String], found: [Bool]) -> ItemResults {
        var found = found.makeIterator()
        return ItemResults(
            list: "TopicPermissionResultList", key: "TopicId",
            items: texts.map { ($0, TopicID($0) != nil && found.next() == true) },
            failure: (.topicDestroyed, "this topic does not exist"))
    }
}
