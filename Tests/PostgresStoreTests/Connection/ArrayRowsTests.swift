import Testing

@testable import PostgresStore

@Suite struct ArrayRowsTests {
    @Test(arguments: [
        (
            "SELECT a FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS wanted (a, b, place) JOIN t USING (a, b)",
            "SELECT a FROM (SELECT unnest($1::bigint[]), unnest($2::text[]), generate_subscripts($1::bigint[], 1)) AS"
                + " wanted (a, b, place) JOIN t USING (a, b)"
        ),
        (
            "DELETE FROM t USING unnest($1::bigint[]) AS gone (a) WHERE t.a = gone.a",
            "DELETE FROM t USING (SELECT unnest($1::bigint[])) AS gone (a) WHERE t.a = gone.a"
        ),
        (
            "INSERT INTO t (a, b) SELECT $1::bigint, * FROM unnest($2::bigint[],\n    $3::bytea[])",
            "INSERT INTO t (a, b) SELECT $1::bigint, * FROM (SELECT unnest($2::bigint[]), unnest($3::bytea[])) AS rows"
        ),
        ("SELECT unnest(a) FROM t", "SELECT unnest(a) FROM t"),
    ])
    func `arrays are read in a select list`(sql: String, expected: String) {
        #expect(ArrayRows.inSelectList(sql) == expected)
    }
}
