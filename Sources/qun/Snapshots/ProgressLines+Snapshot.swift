import AppSnapshots

extension ProgressLines {
    func tell(_ step: SnapshotStep) {
        switch step {
        case .wrote(let kind, let records): sayIfDue("writing \(kind): \(records) records")
        case .checked(let records): sayIfDue("checking the snapshot: \(records) records")
        case .stored(let kind, let records): sayIfDue("storing \(kind): \(records) records")
        case .compared(let kind, let records): sayIfDue("comparing \(kind): \(records) records")
        }
    }
}
