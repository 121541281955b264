import Testing

@testable import PostgresStore

/// The texts that are sent where tables are divided.
@Suite struct CitusStatementsTests {
    private func divide(_ sql: String, bucketsAt place: Int, parameterCount: Int) -> String? {
        CitusStatements.divide(sql, bucketsAt: place, parameterCount: parameterCount)?
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `rows that are found are those of one bucket`() {
        let found = divide(
            "SELECT version, place FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, id, place) "
                + "JOIN groups USING (bucket, id) WHERE app = $1",
            bucketsAt: 1, parameterCount: 3)
        #expect(
            found == "SELECT version, place FROM (SELECT * FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY "
                + "AS wanted (bucket, id, place) WHERE bucket = $4) AS wanted JOIN groups USING (bucket, id) WHERE app = $1"
        )
    }

    @Test func `tables are compared with the bucket`() {
        let updated = divide(
            "UPDATE bans SET time = new.time FROM unnest($1::bigint[], $2::bigint[]) AS new (bucket, time) "
                + "WHERE bans.bucket = new.bucket",
            bucketsAt: 0, parameterCount: 2)
        #expect(
            updated == "UPDATE bans SET time = new.time FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[]) "
                + "AS new (bucket, time) WHERE bucket = $3) AS new WHERE bans.bucket = $3")
    }

    @Test func `rows that are added have a bucket of the table of buckets`() {
        let added = divide(
            "INSERT INTO accounts (app, bucket, account) SELECT $1::bigint, * FROM unnest($2::bigint[], $3::text[]) "
                + "ON CONFLICT DO NOTHING",
            bucketsAt: 1, parameterCount: 3)
        #expect(
            added == "INSERT INTO accounts (app, bucket, account) SELECT $1::bigint, buckets.bucket, new.account "
                + "FROM buckets JOIN (SELECT * FROM unnest($2::bigint[], $3::text[]) AS new (bucket, account) "
                + "WHERE bucket = $4) AS new ON buckets.bucket = $4 ON CONFLICT DO NOTHING")
    }

    @Test func `a statement is sent once for each bucket, with all parameters and the bucket, in order`() {
        let sent = CitusStatements().statements(
            GroupTable.SQL.stamps.rawValue, [.buckets([7, 3, 7]), .integers([1, 1, 1]), .texts(["a", "b", "c"])],
            about: 9)
        #expect(sent.map { "\($0.parameters.last.map { "\($0)" } ?? "")" } == ["integer(3)", "integer(7)"])
        #expect(sent.allSatisfy { $0.parameters.count == 4 })
    }

    @Test func `a statement about one bucket is sent as it is`() {
        let sent = CitusStatements().statements(
            BanTable.SQL.deleteOfGroup.rawValue, [.integer(7), .integer(7)], about: 9)
        #expect(sent.map(\.sql) == [BanTable.SQL.deleteOfGroup.rawValue])
    }

    @Test func `sends are purged in the bucket that a transaction is about`() {
        let sent = CitusStatements().statements(
            RecentSendTable.SQL.purge.rawValue, [.integer(1), .integer(2), .integer(3)], about: 9)
        #expect(sent.count == 1)
        #expect("\(sent[0].parameters.last.map { "\($0)" } ?? "")" == "integer(9)")
    }

    @Test func `other texts are those of statements that there are`() {
        #expect(Set(CitusForms.texts.keys).isSubset(of: QueryPlans.statements))
    }
}
