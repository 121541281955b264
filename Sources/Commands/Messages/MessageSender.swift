import Apps
import Groups
import Storage
import Wire

extension Command {
    /// The account that a message is from: the one that the request names, or the caller.
    ///
    /// - Parameter group: asked for before a name that no account can have is refused; `nil` asks for none.
    /// - Throws: ``ErrorCode/accountNotFound``; ``ErrorCode/groupNotFound``.
    func sender(
        _ name: String?, in group: GroupID?, _ context: CommandContext
    ) async throws(APIError) -> Account {
        guard let name else {
            return context.caller
        }
        let named = RequestAccounts([name], naming: context.app.accountNaming)
        try await checkPossible(named, in: group, context)
        return named.accounts.first ?? context.caller
    }

    /// Refuses senders whose names no account can have.
    ///
    /// - Parameter group: as for ``sender(_:in:_:)``.
    func checkPossible(
        _ senders: RequestAccounts, in group: GroupID?, _ context: CommandContext
    ) async throws(APIError) {
        if let group, !senders.allPossible {
            _ = try await profile(of: group, in: context)
        }
        try senders.checkPossible()
    }
}
