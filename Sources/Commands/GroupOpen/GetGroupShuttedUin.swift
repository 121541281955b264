import Wire

/// Returns the accounts that are muted in a group: ``GetGroupMutedAccount`` under its older name, with the older words
/// in its answer.
///
/// - Group types, errors, order: as ``GetGroupMutedAccount``.
/// - Source: protocol reference file 20, section 8.
struct GetGroupShuttedUin: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_shutted_uin")

    typealias Request = GetGroupMutedAccount.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        try await mutedAccounts(
            of: request, words: MutedAccountList.Words(list: "ShuttedUinList", end: "ShuttedUntil"), in: context)
    }
}
