package import Groups
package import Wire

extension CheckedStore {
    package func changeExtensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, by change: MessageExtensionChange
    ) async throws(StoreError) -> [MessageExtension] {
        do {
            let pairs = try await base.changeExtensions(of: seq, in: group, scope: scope, by: change)
            check(Set(pairs.map(\.seq)).count <= 1, "the pairs of one change have the same number")
            return pairs
        } catch {
            throw checked(error, declared: Self.extensionRefusals.union([.extensionsTooFrequent, .invalidParameter]))
        }
    }

    package func extensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, from startSeq: Int64, limit: Int64
    ) async throws(StoreError) -> MessageExtensionPage {
        do {
            let page = try await base.extensions(of: seq, in: group, scope: scope, from: startSeq, limit: limit)
            let seqs = page.extensions.map(\.seq)
            check(seqs == seqs.sorted() && (seqs.first ?? startSeq) >= startSeq, "pairs are answered by their numbers")
            check(Self.areDifferent(page.extensions.map(\.key)), "a message's pairs have different keys")
            check((seqs.last ?? 0) <= page.latestSeq, "no pair is newer than its message's counter")
            return page
        } catch {
            throw checked(error, declared: Self.extensionRefusals)
        }
    }

    private static var extensionRefusals: Set<ErrorCode> {
        [.groupNotFound, .notPermitted, .messageOfExtensionsNotFound, .extensionsUnsupported]
    }
}
