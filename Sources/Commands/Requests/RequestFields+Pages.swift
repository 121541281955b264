import Wire

extension RequestFields {
    /// The size of a page; `nil` when absent or 0, which mean the same.
    func size(_ name: StaticString, atMost maximum: Int64) throws(APIError) -> Int64? {
        let size = try integer(name, in: 0...maximum)
        return size == 0 ? nil : size
    }
}
