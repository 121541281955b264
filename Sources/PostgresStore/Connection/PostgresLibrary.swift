import CLibPQ

/// The machine's client library of PostgreSQL.
package enum PostgresLibrary {
    /// As in "15.18".
    package static var version: String {
        let number = PQlibVersion()
        return "\(number / 10_000).\(number % 10_000)"
    }
}
