import Wire

/// The field that says in whose name a call is made.
enum OperatorFields {
    static let fromAccount = Field.account(
        "From_Account", "In whose name the call is made; without, the caller's.", "操作者的 UserID；不填则为调用接口的管理员账号。"
    ).emptyIsAbsent()
}
