import Apps
import Storage
import Wire

/// Answers on a store that other nodes change too.
extension GroupInfoCache {
    /// Groups of a request that are in memory, in its order, with the states that the store has said they are in.
    struct ComparedGroups: Sendable {
        let groups: [CachedGroup]
        let stamps: [GroupStamp?]

        /// Whether all are in the store as they are in memory.
        var areSame: Bool {
            zip(groups, stamps).allSatisfy { $0.stamp == $1 }
        }
    }

    /// Asks the store which states groups are in.
    ///
    /// - Throws: as the command does when the store fails.
    func compare(_ groups: [CachedGroup], in scope: StoreScope) async throws(APIError) -> ComparedGroups {
        ComparedGroups(groups: groups, stamps: try await stamps(of: groups.map(\.key.group), in: scope))
    }

    /// Finds what need not be read of a request: groups whose state in memory is the one that the store is in, and groups
    /// that were in memory and are gone.
    ///
    /// One question compares the stamps of all groups that are in memory; where none is, there is no question. It is asked
    /// after the request has arrived, so the answer shows whatever was acknowledged before, by whichever node. What is
    /// read afterwards may be of a later state of the store.
    ///
    /// - Parameters:
    ///   - entries: of the request, in its order.
    ///   - compared: the states of all groups of the request, where the question has been asked already.
    /// - Returns: as many entries, in the same order.
    /// - Throws: ``ErrorCode/answerTooLarge`` when no answer with these groups is small enough; as the command does when
    ///   the store fails.
    func known(
        of entries: [GroupInfoEntry], compared: ComparedGroups?, with assembler: GroupInfoAssembler,
        for app: AppSettings,
        in scope: StoreScope
    ) async throws(APIError) -> [GroupInfoEntry] {
        var kept: [(place: Int, id: GroupID, state: CachedGroup)] = []
        for (place, entry) in entries.enumerated() {
            if case .unread(let id) = entry,
                let state = compared?.groups[place] ?? state(of: CachedGroupKey(app: app.sdkAppID, id: id))
            {
                kept.append((place, id, state))
            }
        }
        let stamps = if let compared { compared.stamps } else { try await stamps(of: kept.map(\.id), in: scope) }
        var entries = entries
        var (byteCount, hits) = (0, 0)
        for (group, stamp) in zip(kept, stamps) {
            if stamp == nil {
                forget(group.state)
                entries[group.place] = .missing(group.id)
            } else if stamp == group.state.stamp, let entry = assembler.entry(of: group.state) {
                let bytes = try entry.get()
                byteCount += bytes.count
                guard byteCount <= app.maximumAnswerBytes else {
                    throw GroupInfoAnswer.tooLarge(app.maximumAnswerBytes)
                }
                entries[group.place] = .encoded(bytes)
                hits += 1
            }
        }
        metrics.recordHits(hits)
        if entries.contains(where: \.isUnread) {
            metrics.recordMiss()
        }
        return entries
    }

    private func stamps(of groups: [GroupID], in scope: StoreScope) async throws(APIError) -> [GroupStamp?] {
        guard !groups.isEmpty else {
            return []
        }
        do {
            return try await store.groupStamps(of: groups, in: scope)
        } catch {
            throw error.apiError(internalError: GetGroupInfo.name.service.internalError)
        }
    }
}
