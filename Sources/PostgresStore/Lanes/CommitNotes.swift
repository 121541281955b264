/// The notes by which a batch is known to stand, in the table `commits`.
///
/// Each batch that changes anything inserts a row under 128 random bits of its own, in the round trip that commits it. When
/// the answer to COMMIT is lost, the node inserts a row under the same bits that says that the batch does not stand. The
/// table's unique key decides, whatever has become of the old connection:
///
/// - The old transaction goes on, or waits for a standby: the insertion waits until it has ended.
/// - It has committed: the node finds its row.
/// - It has not, and its last statements may even be on their way still: the node's row is first, and whatever comes later
///   under those bits breaks the unique key and is rolled back.
///
/// What the node finds it writes anew, so that its own commit waits for the standby that the lost one may not have
/// reached: what it answers outlives a fail-over.
enum CommitNotes {
    enum SQL: String, CaseIterable {
        case insert = "INSERT INTO commits (id, stands) VALUES ($1, true)"
        case settle = """
            INSERT INTO commits (id, stands) VALUES ($1, false) ON CONFLICT (id) DO UPDATE SET at = excluded.at
            RETURNING stands
            """
        /// Removes notes of batches whose answers have come.
        case delete = "DELETE FROM commits WHERE id = ANY ($1)"
        /// Removes notes of nodes that have gone: no transaction lasts for days.
        case deleteOld = "DELETE FROM commits WHERE at < now() - interval '7 days'"
    }

    /// As many notes are removed at once.
    static let deletedAtOnce = 64

    /// A batch's 128 bits.
    static func newID(_ surroundings: Surroundings) -> [UInt8] {
        (0..<2).flatMap { _ in withUnsafeBytes(of: surroundings.randomBits()) { Array($0) } }
    }
}

/// The cause of a failure: the connection was lost while a commit was under way, and whether that has taken place could
/// not be found out in time.
struct CommitUnknown: Error, CustomStringConvertible {
    let cause: any Error

    var description: String { "it is unknown whether the write has taken place: \(cause)" }
}
