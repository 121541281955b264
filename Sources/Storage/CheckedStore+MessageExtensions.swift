package import Groups
package import Wire

extension CheckedStore {
    package func changeExtensions(
        of seq: Int64, in group: GroupID, of app: SDKAppID, by change: MessageExtensionChange, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) -> [MessageExtension] {
        do {
            let pairs = try await base.changeExtensions(
                of: seq, in: group, of: app, by: change, limits: limits, at: now)
            check(Set(pairs.map(\.seq)).count <= 1, "the pairs of one change have the same number")
            return pairs
        } catch {
            throw checked(error, declared: Self.extensionRefusals.union([.extensionsTooFrequent, .invalidParameter]))
        }
    }

    package func extensions(
        of seq: Int64, in group: GroupID, of app: SDKAppID, from startSeq: Int64, limit: Int64, limits: MessageLimits,
        at now: UnixTime
    ) async throws(StoreError) -> MessageExtensionPage {
        do {
            let page = try await base.extensions(
                of: seq, in: group, of: app, from: startSeq, limit: limit, limits: limits, at: now)
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
