package import Storage
package import Wire

extension TransactionalStore {
    package func acknowledgeMessages(_ seqs: [Int64], in group: GroupID, scope: StoreScope, by account: Account?)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) {
            try $0.acknowledgeMessages(seqs, in: group, scope: scope, by: account)
        }
    }

    package func receiptCounts(of seqs: [Int64], in group: GroupID, scope: StoreScope) async throws(StoreError)
        -> [ReceiptCount?]
    {
        try await read(in: scope) { try $0.receiptCounts(of: seqs, in: group, scope: scope) }
    }

    package func receiptAccounts(
        of seq: Int64, in group: GroupID, scope: StoreScope, haveRead: Bool, after account: Account?, limit: Int64
    ) async throws(StoreError) -> ReceiptPage {
        try await read(in: scope) {
            try $0.receiptAccounts(of: seq, in: group, scope: scope, haveRead: haveRead, after: account, limit: limit)
        }
    }
}
