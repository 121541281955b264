import StoreTransactions
import Wire

/// A part of the data: what every key of every table begins with.
///
/// What hangs on a group has the group's bucket, what hangs on an account the account's, so that rows that change together
/// stand together wherever tables are divided. The buckets are part of the data: none ever gets another meaning.
enum Bucket {
    static let count: Int64 = 1 << bits
    /// The bits that a bucket takes at the end of the numbers of groups and streams.
    static let bits: Int64 = 10

    /// Of an app's own rows.
    static func of(_ app: SDKAppID) -> Int64 {
        fold(hash(app, ""))
    }

    static func of(_ group: GroupID, in app: SDKAppID) -> Int64 {
        fold(hash(app, group.text))
    }

    static func of(_ account: Account, in app: SDKAppID) -> Int64 {
        fold(hash(app, account.text))
    }

    /// Of a group or a stream by its number, which ends with its bucket.
    static func of(_ number: Int64) -> Int64 {
        number & (count - 1)
    }

    /// As those of names; of an app's own rows where the name is empty.
    static func of(app: Int64, name: [UInt8]) -> Int64 {
        fold(hash(SDKAppID(UInt32(truncatingIfNeeded: app)), name))
    }

    private static func hash(_ app: SDKAppID, _ name: String) -> UInt64 {
        hash(app, name.utf8)
    }

    /// FNV-1a of 64 bits, over the app's number, the most significant byte first, and a name.
    private static func hash(_ app: SDKAppID, _ name: some Sequence<UInt8>) -> UInt64 {
        withUnsafeBytes(of: app.number.bigEndian) { FNV1a.hash(name, after: FNV1a.hash($0)) }
    }

    /// The upper bits of a hash take part too.
    private static func fold(_ hash: UInt64) -> Int64 {
        Int64(truncatingIfNeeded: hash ^ hash >> 32) & (count - 1)
    }
}
