import Apps
import Presence
import Storage
import Wire

extension CommandContext {
    /// Tells whether an account has a connection at the moment of the call.
    var isOnline: @Sendable (Account) -> Bool {
        { [presence, app = app.sdkAppID, now] account in
            presence.update(app, at: now) { $0.isOnline(account) }
        }
    }
}

extension Command {
    /// How many members of groups are online, in an AVChatRoom how many accounts are inside.
    ///
    /// Groups without any may be left out.
    func onlineMemberNums(
        of groups: [GroupID], in context: CommandContext
    ) async throws(APIError) -> [GroupID: Int] {
        guard !groups.isEmpty else {
            return [:]
        }
        let (online, inside) = context.presence.update(context.app.sdkAppID, at: context.now) { presence in
            (presence.online, groups.map { presence.memberCount(of: $0) })
        }
        var counts = Dictionary(zip(groups, inside), uniquingKeysWith: { first, _ in first })
        guard !online.isEmpty else {
            return counts
        }
        let stored = try await storing { () throws(StoreError) in
            try await context.store.memberCounts(of: groups, among: online, in: context.scope)
        }
        // an AVChatRoom has no stored members, and nobody is inside of any other group
        counts.merge(stored) { $0 + $1 }
        return counts
    }
}
