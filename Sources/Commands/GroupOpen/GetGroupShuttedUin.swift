import Wire

/// Returns the accounts that are muted in a group: ``GetGroupMutedAccount`` under its older name, with the older words
/// in its answer.
///
/// - Order: as ``GetGroupMutedAccount``.
/// - Source: protocol reference file 20, section 8.
struct GetGroupShuttedUin: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_shutted_uin")

    static let reference = CommandReference(
        Wording(
            "Returns the accounts that are muted in a group: `get_group_muted_account` under its older name, with the older "
                + "words in its answer.",
            "获取群组的禁言用户列表：`get_group_muted_account` 的旧名称，应答使用旧字段名。"),
        notes: [MutedAccountList.note],
        codes: MutedAccountList.codes,
        example: #"{"GroupId":"readers"}"#)

    typealias Request = GetGroupMutedAccount.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        try await mutedAccounts(
            of: request, words: MutedAccountList.Words(list: "ShuttedUinList", end: "ShuttedUntil"), in: context)
    }
}
