import Wire

extension JSONWriter {
    /// Writes a member that is true or false.
    mutating func flag(_ name: StaticString, _ value: Bool) {
        key(name)
        plain(value ? "true" : "false")
    }
}
