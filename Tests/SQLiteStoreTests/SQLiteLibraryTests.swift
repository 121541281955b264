import Testing

@testable import SQLiteStore

@Suite struct SQLiteLibraryTests {
    @Test func `the SQLite of this machine is new enough`() throws {
        try SQLiteLibrary.check()
    }

    @Test func `the least version passes`() throws {
        try SQLiteLibrary.check(number: 3_038_000)
    }

    @Test func `an older version is refused with both versions and what to do`() {
        let error = #expect(throws: StoreOpenError.self) { try SQLiteLibrary.check(number: 3_037_002) }
        let text = error?.description
        #expect(
            text == """
                this machine's SQLite is 3.37.2, and the store needs 3.38.0 or later; install a newer libsqlite3, or use \
                a release file of Qun, which brings its own
                """)
    }
}
