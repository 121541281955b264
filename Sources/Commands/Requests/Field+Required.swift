import Wire

extension Field {
    /// The same field, which must be there; a request without it is refused with a code of its own.
    func required<Wrapped>(else code: ErrorCode) -> Field<Wrapped> where Value == Wrapped? {
        map { (fields, name, value) throws(APIError) -> Wrapped? in
            try fields.refusing(with: code).required(name, value)
        }.required()
    }
}
