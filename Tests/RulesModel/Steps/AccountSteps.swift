import Wire

struct AccountImportStep: Step {
    static let name = CommandName(service: .login, command: "account_import")
    let account: String

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(account: dice.account())
    }

    var body: Fields {
        var fields = Fields()
        fields.add("UserID", account)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        app.accounts.insert(account)
        return Fields()
    }
}

struct MultiaccountImportStep: Step {
    static let name = CommandName(service: .login, command: "multiaccount_import")
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(accounts: dice.list(1...4) { $0.account() })
    }

    var body: Fields {
        var fields = Fields()
        fields.add("Accounts", accounts)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        app.accounts.formUnion(accounts)
        var answer = Fields()
        answer.add("FailAccounts", [String]())
        return answer
    }
}

struct AccountDeleteStep: Step {
    static let name = CommandName(service: .login, command: "account_delete")
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(accounts: dice.list(1...2) { $0.chance(5) ? "administrator" : $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields()
        fields.add("DeleteItem", accounts.map(Self.item))
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let known = app.accounts
        let items = accounts.map { account in
            var item = Fields()
            item.add("ResultCode", account == "administrator" ? 70402 : known.contains(account) ? 0 : 70107)
            item.add("ResultInfo", "")
            item.add("UserID", account)
            return item
        }
        for account in Set(accounts).intersection(known) {
            app.delete(account: account, at: now)
        }
        for (id, group) in app.groups where group.pendingChange {
            app.groups[id]?.pendingChange = false
            app.groups[id]?.recordChange(at: now)
        }
        var answer = Fields()
        answer.add("ResultItem", items)
        return answer
    }

    static func item(_ account: String) -> Fields {
        var item = Fields()
        item.add("UserID", account)
        return item
    }
}

struct AccountCheckStep: Step {
    static let name = CommandName(service: .login, command: "account_check")
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(accounts: dice.list(1...4) { $0.chance(5) ? "administrator" : $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields()
        fields.add("CheckItem", accounts.map(AccountDeleteStep.item))
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var answer = Fields()
        answer.add(
            "ResultItem",
            accounts.map { account in
                var item = Fields()
                item.add("UserID", account)
                item.add("ResultCode", 0)
                item.add("ResultInfo", "")
                let exists = account == "administrator" || app.accounts.contains(account)
                item.add("AccountStatus", exists ? "Imported" : "NotImported")
                return item
            })
        return answer
    }
}
