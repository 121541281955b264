import Wire

extension RequestFields {
    /// The size of a page; `nil` when absent or 0, which mean the same.
    func size(_ name: StaticString, atMost maximum: Int64) throws(APIError) -> Int64? {
        let size = try integer(name, in: 0...maximum)
        return size == 0 ? nil : size
    }

    /// A cursor that an answer gave as a number, taken as a decimal string too; 0 when absent.
    func cursor(_ name: StaticString, atMost maximum: Int64) throws(APIError) -> Int64 {
        guard let text = try? string(name), let number = Int64(text), text == String(number) else {
            return try integer(name, in: 0...maximum) ?? 0
        }
        guard (0...maximum).contains(number) else {
            throw refusal(name, "is not a value that this command has answered")
        }
        return number
    }

    /// Refuses a list that is too long for a reading command.
    func checkListLength(_ count: Int, of name: StaticString, atMost maximum: Int) throws(APIError) {
        guard count <= maximum else {
            throw refusal(name, "holds \(count) entries, more than \(maximum)")
        }
    }
}
