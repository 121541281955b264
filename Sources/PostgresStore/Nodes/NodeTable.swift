import Storage

/// The nodes that serve the database, each of which writes its own row every few seconds.
///
/// Which of them live is told by the server's clock, so that those of the nodes do not matter.
struct NodeTable {
    enum SQL: String, CaseIterable {
        case announce = """
            INSERT INTO nodes (id, schema_version, seen, limits, demands)
            VALUES ($1, $2, clock_timestamp(), $3::text[], $4::bigint[])
            ON CONFLICT (id) DO UPDATE
            SET seen = excluded.seen, limits = excluded.limits, demands = excluded.demands
            """
        /// In the order of the nodes; a node that has told no demands has one row without any.
        case others = """
            SELECT nodes.id, asked.name, asked.demand
            FROM nodes LEFT JOIN LATERAL unnest(limits, demands) AS asked (name, demand) ON true
            WHERE nodes.id <> $1 AND seen > clock_timestamp() - $2 * interval '1 second'
            ORDER BY nodes.id
            """
        case tell = "SELECT pg_notify($1, told.payload) FROM unnest($2::text[]) AS told (payload)"
        case leave = "DELETE FROM nodes WHERE id = $1"
        /// The living nodes that serve no form of the database which a version cannot.
        case older = """
            SELECT count(*) FROM nodes
            WHERE schema_version < $1 AND seen > clock_timestamp() - $2 * interval '1 second'
            """
    }

    /// Demands are stored in thousandths.
    private static let precision = 1_000.0

    let session: Session

    /// Notes that a node lives, with what it is asked for.
    func announce(_ node: [UInt8], schemaVersion: Int, demands: [LimitDemand]) throws {
        try session.run(
            SQL.announce,
            [
                .bytes(node), .integer(Int64(schemaVersion)), .texts(demands.map(\.name)),
                .integers(demands.map { Int64(min($0.perSecond, 1e12) * Self.precision) }),
            ])
    }

    /// What each of the other living nodes is asked for.
    func others(than node: [UInt8]) throws -> [[LimitDemand]] {
        var last: [UInt8]?
        var others: [[LimitDemand]] = []
        _ = try session.rows(SQL.others, [.bytes(node), .integer(Self.silence)]) { row in
            let id = row.bytes(0)
            if id != last {
                others.append([])
                last = id
            }
            if !row.isNull(1) {
                others[others.count - 1].append(
                    LimitDemand(name: row.text(1), perSecond: Double(row.integer(2)) / Self.precision))
            }
        }
        return others
    }

    /// Notifies those who listen, in the order of the payloads.
    func tell(_ payloads: [String]) throws {
        _ = try session.rows(SQL.tell, [.text(NodeListener.channel), .texts(payloads)]) { _ in }
    }

    func leave(_ node: [UInt8]) throws {
        _ = try session.rows(SQL.leave, [.bytes(node)]) { _ in }
    }

    /// In seconds.
    static let silence = NodeLife.silence.components.seconds
}
