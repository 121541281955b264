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
        case insert = "INSERT INTO commits (bucket, id, stands) VALUES ($1, $2, true)"
        case settle = """
            INSERT INTO commits (bucket, id, stands) VALUES ($1, $2, false)
            ON CONFLICT (bucket, id) DO UPDATE SET at = excluded.at
            RETURNING stands
            """
        /// Removes notes of batches whose answers have come.
        case delete = "DELETE FROM commits WHERE bucket = $1 AND id = ANY ($2)"
        /// Removes notes of nodes that have gone: no transaction lasts for days.
        case deleteOld = "DELETE FROM commits WHERE at < now() - interval '7 days'"
    }

    /// As many notes of one bucket are removed at once, by a batch that has that bucket too.
    static let deletedAtOnce = 32

    /// The note of one batch.
    struct Note {
        /// Of what the batch is about, so that the note stands beside the changes wherever tables are divided.
        let bucket: Int64
        /// 128 bits.
        let id: [UInt8]

        init(bucket: Int64, _ surroundings: Surroundings) {
            self.bucket = bucket
            id = surroundings.newID()
        }

        /// The parameters of ``SQL/insert`` and ``SQL/settle``.
        var parameters: [Parameter] { [.integer(bucket), .bytes(id)] }
    }

    /// Notes of batches whose answers have come, by bucket.
    struct Settled {
        private var ids: [Int64: [[UInt8]]] = [:]

        mutating func add(_ note: Note) {
            ids[note.bucket, default: []].append(note.id)
        }

        /// What removes the notes of a bucket, once they are many; ``forget(_:)`` follows when they are removed.
        func removal(in bucket: Int64) -> Statement? {
            ids[bucket].flatMap { $0.count < deletedAtOnce ? nil : Self.removal(of: $0, in: bucket) }
        }

        mutating func forget(_ bucket: Int64) {
            ids[bucket] = nil
        }

        /// What removes all notes.
        var removals: [Statement] {
            ids.map { bucket, ids in Self.removal(of: ids, in: bucket) }
        }

        private static func removal(of ids: [[UInt8]], in bucket: Int64) -> Statement {
            Statement(SQL.delete.rawValue, [.integer(bucket), .byteStrings(ids)])
        }
    }
}

/// The cause of a failure: the connection was lost while a commit was under way, and whether that has taken place could
/// not be found out in time.
struct CommitUnknown: Error, CustomStringConvertible {
    let cause: any Error

    var description: String { "it is unknown whether the write has taken place: \(cause)" }
}
