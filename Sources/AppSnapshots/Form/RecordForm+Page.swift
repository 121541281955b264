extension RecordForm {
    /// The kinds of records and their fields, as docs/export.md lists them.
    package static let page: String = all.map(\.section).joined(separator: "\n")

    private var section: String {
        var lines = ["### `\(kind)`", "", meaning, "", "| Field | What it is |", "|---|---|"]
        for field in fields {
            let names = field.coding.names(field.name)
            if !names.isEmpty {
                lines.append("| \(names.map { "`\($0)`" }.joined(separator: ", ")) | \(field.meaning) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
