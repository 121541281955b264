import CBuild
import Digests
import PostgresStore
import SQLiteStore
import Wire

/// What this program is made of: its own version, where it comes from, and the libraries that it runs with.
struct ProgramVersions {
    let qun = Qun.version
    let commit = String(cString: CBuild_commit())
    let swift = String(cString: CBuild_swift())
    let sqlite = SQLiteLibrary.version
    let libpq = PostgresLibrary.version
    let openSSL = CryptoLibrary.version

    /// One line of JSON.
    var json: String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("version", qun)
        writer.field("commit", commit)
        writer.field("swift", swift)
        writer.field("sqlite", sqlite)
        writer.field("libpq", libpq)
        writer.field("openssl", openSSL)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A few lines for a person.
    var text: String {
        """
        qun \(qun)

        commit   \(commit)
        Swift    \(swift)
        SQLite   \(sqlite)
        libpq    \(libpq)
        OpenSSL  \(openSSL)
        """
    }
}
