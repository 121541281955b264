/// How statements make rows of the arrays that they get.
///
/// Tables write `FROM unnest($1, $2) WITH ORDINALITY AS wanted (bucket, number, place)`, which says what is meant. The server
/// would fill a store of its own for each array and read rows from these. In a select list it takes the elements side by side
/// as they come, which was measured to cost a quarter; so that is what it is sent.
enum ArrayRows {
    /// A statement whose arrays are read in a select list.
    static func inSelectList(_ sql: String) -> String {
        sql.replacing(/\b(FROM|JOIN|USING)(\s+)unnest\(([^()]+)\)(\s+WITH ORDINALITY)?(\s+AS\b)?/) { found in
            let arrays = found.3.split(separator: ",").map { $0.drop(while: \.isWhitespace) }
            var columns = arrays.map { "unnest(\($0))" }
            if found.4 != nil {
                columns.append("generate_subscripts(\(arrays[0]), 1)")
            }
            return "\(found.1)\(found.2)(SELECT \(columns.joined(separator: ", "))) AS\(found.5 == nil ? " rows" : "")"
        }
    }
}
