import Wire

extension RequestFields {
    /// The size of a page; `nil` when absent or 0, which mean the same.
    func size(_ name: StaticString, atMost maximum: Int64) throws(APIError) -> Int64? {
        let size = try integer(name, in: 0...maximum)
        return size == 0 ? nil : size
    }

    /// Refuses a list that is too long for a reading command.
    func checkListLength(_ count: Int, of name: StaticString, atMost maximum: Int) throws(APIError) {
        guard count <= maximum else {
            throw refusal(name, "holds \(count) entries, more than \(maximum)")
        }
    }
}
