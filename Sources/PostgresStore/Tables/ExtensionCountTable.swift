import StoreTransactions

/// How many pairs messages have, which the rows of ``ExtensionTable`` tell.
struct ExtensionCountTable {
    let extensions: ExtensionTable
}

extension ExtensionCountTable: KeyedTable {
    func find(_ message: MessageKey) throws -> Int64? {
        try extensions.counts(of: [message]).first
    }

    func find(_ messages: [MessageKey]) throws -> [Int64?] {
        try extensions.counts(of: messages)
    }

    func write(_ changes: [RowChange<MessageKey, Int64>]) {}
}
