package import Wire

extension CheckedStore {
    package func acknowledgeMessages(
        _ seqs: [Int64], in group: GroupID, scope: StoreScope, by account: Account?
    ) async throws(StoreError) {
        do {
            try await base.acknowledgeMessages(seqs, in: group, scope: scope, by: account)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .receiptNotFound])
        }
    }

    package func receiptCounts(
        of seqs: [Int64], in group: GroupID, scope: StoreScope
    ) async throws(StoreError) -> [ReceiptCount?] {
        do {
            let counts = try await base.receiptCounts(of: seqs, in: group, scope: scope)
            check(counts.count == seqs.count, "receiptCounts answers with a result for each message")
            return counts
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func receiptAccounts(
        of seq: Int64, in group: GroupID, scope: StoreScope, haveRead: Bool, after account: Account?, limit: Int64
    ) async throws(StoreError) -> ReceiptPage {
        do {
            let page = try await base.receiptAccounts(
                of: seq, in: group, scope: scope, haveRead: haveRead, after: account, limit: limit)
            check(page.accounts.count <= limit, "receiptAccounts answers with no more than wanted")
            let places = (account.map { [$0] } ?? []) + page.accounts
            check(
                zip(places, places.dropFirst()).allSatisfy { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) },
                "receiptAccounts are sorted, and follow the one that was named")
            return page
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .receiptNotFound])
        }
    }
}
