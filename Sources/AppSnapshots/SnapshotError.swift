/// Why a snapshot was not made or not taken; the description is meant for the operator.
package enum SnapshotError: Error, Equatable, Sendable {
    /// The store holds a value that none should.
    case damaged(kind: String, field: String)
    /// A line is wrong.
    ///
    /// - field: `nil` for the line as a whole.
    case line(Int64, kind: String? = nil, field: String? = nil, reason: String)
    /// The file ends without its last line.
    case cutOff(lines: Int64)
    /// The file is not what was written: its digest, or how many records of a kind it has.
    case changed(reason: String)
    /// A later release has written the file.
    case newerForm(Int64)
    /// The app holds something already.
    case appInUse(app: UInt32, place: String)
    /// Records contradict each other.
    case contradiction(String)
    /// What the store holds is not what the file says.
    case notStored(kind: String)
}

extension SnapshotError {
    /// Whether the file is at fault, and not the store or the app.
    package var isOfFile: Bool {
        switch self {
        case .damaged, .appInUse: false
        case .line, .cutOff, .changed, .newerForm, .contradiction, .notStored: true
        }
    }
}

extension SnapshotError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .damaged(let kind, let field):
            "the store holds a record of the kind \(kind) whose \(field) is damaged; see what qun check says of it"
        case .line(let number, let kind, let field, let reason):
            (["line \(number)"] + [kind, field.map { "field \($0)" }].compactMap(\.self)).joined(separator: ", ") + ": "
                + reason
        case .cutOff(let lines):
            "the snapshot is cut off: it ends with line \(lines), which is not its footer; take it again from where it was made"
        case .changed(let reason):
            "the snapshot is not as it was written: \(reason); take it again from where it was made"
        case .newerForm(let form):
            "the snapshot has the form \(form), which a later release has written; this one reads form \(SnapshotHeader.form)"
        case .appInUse(let app, let place):
            "the app \(app) in \(place) holds accounts or groups; import into another app, or let the snapshot take the place "
                + "of all that it has with --replace"
        case .contradiction(let found):
            "the records contradict each other: \(found)"
        case .notStored(let kind):
            "what the store would hold of the kind \(kind) is not what the snapshot says, so nothing was kept; each record must "
                + "be there once, and its counts must be those of what follows"
        }
    }
}
