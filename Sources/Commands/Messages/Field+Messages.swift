import Wire

extension Field where Value == [Int64] {
    /// The numbers in `MsgSeqList`, a list of objects, which must not be empty.
    static func msgSeqList(atMost maximum: Int, _ english: String, _ chinese: String) -> Field {
        let list = Field<[RequestFields]?>.objects(
            "MsgSeqList", of: FieldList(MessageFields.seq), atMost: .fixed(maximum), english, chinese
        ).requiredNonEmpty()
        return list.map { (fields, _, items) throws(APIError) in
            try fields.checkCount(items.count, of: list)
            var seqs: [Int64] = []
            for item in items {
                seqs.append(try item.read(MessageFields.seq))
            }
            return seqs
        }
    }
}

extension Field where Value == String? {
    /// A text of at most so many bytes, which may hold U+0000 too.
    static func anyText(
        _ name: StaticString, atMost maximum: Int, _ english: String, _ chinese: String
    ) -> Field {
        Field(FieldFacts(name, .text(atMost: .fixed(maximum)), english, chinese)) { (fields, name) throws(APIError) in
            let text = try fields.string(name)
            guard text?.utf8.count ?? 0 <= maximum else {
                throw fields.refusal(name, "is longer than \(maximum) bytes")
            }
            return text
        }
    }
}
