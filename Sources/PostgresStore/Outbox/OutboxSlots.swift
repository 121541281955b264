import Storage

/// Which slots of the outbox this node may deliver: locks of a session, which the server gives up when that ends.
///
/// So a slot is held by one node at most, and one that dies gives all of its up.
struct OutboxSlots {
    enum SQL: String, CaseIterable {
        case held = """
            SELECT objid::bigint FROM pg_locks
            WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND classid = $1::bigint::oid AND granted
            """
        case nodes = "SELECT count(*) FROM nodes WHERE seen > clock_timestamp() - $1 * interval '1 second'"
        case release = """
            SELECT pg_advisory_unlock($1::bigint::integer, slot::integer) FROM unnest($2::bigint[]) AS given (slot)
            """
        /// The subquery is read slot by slot, so that no more are locked than are wanted.
        case claim = """
            SELECT slot FROM (SELECT slot FROM unnest($2::bigint[]) AS free (slot) OFFSET 0) AS free
            WHERE pg_try_advisory_lock($1::bigint::integer, slot::integer) LIMIT $3
            """
    }

    /// `Qout` in ASCII.
    private static let lockClass: Int64 = 0x516F_7574

    let session: Session

    /// As ``OutboxStore/claimOutboxSlots(busy:)``.
    ///
    /// - Parameter first: where the node begins to look, so that nodes do not all look at the same slots.
    func claim(busy: Set<Int>, from first: Int) throws -> Set<Int> {
        let lock = Parameter.integer(Self.lockClass)
        var held = Set(try session.rows(SQL.held, [lock]) { Int($0.integer(0)) })
        let living = try session.rows(SQL.nodes, [.integer(NodeTable.silence)]) { $0.integer(0) }.first ?? 1
        let nodes = max(1, Int(living))
        let share = (OutboxLane.slots + nodes - 1) / nodes
        if held.count > share {
            let given = Array(held.subtracting(busy).sorted().prefix(held.count - share))
            held.subtract(given)
            _ = try session.rows(SQL.release, [lock, .integers(given.map(Int64.init))]) { _ in }
        } else if held.count < share {
            let order = (0..<OutboxLane.slots).map { ($0 + first) % OutboxLane.slots }
            let free = order.filter { !held.contains($0) }.map(Int64.init)
            let parameters: [Parameter] = [lock, .integers(free), .integer(Int64(share - held.count))]
            held.formUnion(try session.rows(SQL.claim, parameters) { Int($0.integer(0)) })
        }
        return held
    }
}
