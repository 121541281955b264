/// An HTTP answer as a client sees it.
struct Answer: Sendable, Equatable {
    let status: String
    /// By name in lower case.
    let headers: [String: String]
    let body: String

    /// The code of the envelope; -1 when there is none.
    var code: Int {
        let digits = body.split(separator: #""ErrorCode":"#, maxSplits: 1).dropFirst().first?.prefix { $0.isNumber }
        return digits.flatMap { Int($0) } ?? -1
    }

    var keepsConnection: Bool { headers["connection"] == "keep-alive" }

    /// All answers in a stream of bytes.
    ///
    /// - Parameter isHead: whether bodies are announced but not sent.
    static func all(in text: String, isHead: Bool = false) -> [Answer] {
        var answers: [Answer] = []
        var rest = Array(text.utf8)[...]
        while let end = rest.firstRange(of: "\r\n\r\n".utf8) {
            let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            rest = rest[end.upperBound...]
            let headers = Dictionary(
                lines.dropFirst().map { line in
                    let parts = line.split(separator: ": ", maxSplits: 1)
                    return (parts[0].lowercased(), String(parts[1]))
                }, uniquingKeysWith: { $1 })
            let length = isHead ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
            answers.append(
                Answer(
                    status: lines.first.map(String.init) ?? "", headers: headers,
                    body: String(decoding: rest.prefix(length), as: UTF8.self)))
            rest = rest.dropFirst(length)
        }
        return answers
    }
}
