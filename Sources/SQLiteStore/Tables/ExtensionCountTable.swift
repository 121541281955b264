import GRDB
import StoreTransactions

/// How many pairs messages have, which the rows of ``ExtensionTable`` tell.
struct ExtensionCountTable {
    let extensions: ExtensionTable
}

extension ExtensionCountTable: KeyedTable {
    func find(_ message: MessageKey) throws -> Int64? {
        try extensions.count(of: MessageID(message))
    }

    func write(_ changes: [RowChange<MessageKey, Int64>]) {}
}
