import Foundation

/// What a data folder knows of its store without the database: the content of `store.json`.
struct StoreNote: Codable, Equatable, Sendable {
    /// The identity that the database holds, 32 hexadecimal digits.
    var identity: String
    /// How often the store has been opened, as the database counts it.
    var openings: Int64
    /// Whether the store is open, or was when its process ended.
    var isOpen: Bool
    /// Whether a stop left it open, and no check of the whole database has ended since.
    var isUnchecked: Bool
    /// How the log began that holds what the database does not yet hold; `nil` when the database is whole.
    var log: WriteAheadLogHead?

    /// The content of the file.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return try Array(encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
