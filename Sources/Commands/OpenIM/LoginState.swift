import Apps
import Presence
import Storage
import Wire

/// What presence knows of one account that a request names.
struct LoginState: Sendable {
    let name: String
    let exists: Bool
    let status: LoginStatus
    /// Empty unless the request asks for details of an account that is logged in.
    let platforms: [PlatformStatus]

    /// Writes `Detail` where there is one.
    ///
    /// - Parameter spelling: of a platform's name.
    func writeDetail(to writer: inout JSONWriter, spelling: (Platform) -> String) {
        guard !platforms.isEmpty else {
            return
        }
        writer.objects("Detail", of: platforms) { writer, platform in
            writer.field("Platform", spelling(platform.platform))
            writer.field("Status", platform.status.rawValue)
        }
    }
}

extension Command {
    /// The states of the accounts of a request, in its order; an account that does not exist is offline.
    func loginStates(
        of request: QueryOnlineStatus.Request, in context: CommandContext
    ) async throws(APIError) -> [LoginState] {
        let accounts = context.app.accounts(named: request.names)
        let existing = try await storing { () throws(StoreError) in
            try await context.store.existingAccounts(among: accounts, in: context.scope)
        }
        .union(context.app.admins)
        return context.presence.update(context.app.sdkAppID, at: context.now) { presence in
            request.names.map { name in
                guard let account = context.app.account(named: name), existing.contains(account) else {
                    return LoginState(name: name, exists: false, status: .offline, platforms: [])
                }
                return LoginState(
                    name: name, exists: true, status: presence.status(of: account),
                    platforms: request.needsDetail ? presence.platforms(of: account) : [])
            }
        }
    }
}
