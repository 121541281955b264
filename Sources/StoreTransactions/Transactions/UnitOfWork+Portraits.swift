import Groups
import Storage
import Wire

extension UnitOfWork {
    func portraits(of listed: [Account], in scope: StoreScope) throws -> [Account: [String: PortraitValue]] {
        let question = PortraitsOfAccounts(accounts: Set(listed).sorted())
        prefetch(question)
        let rows = try accounts.find(listed)
        let items = try ask(question)
        var portraits: [Account: [String: PortraitValue]] = [:]
        for (account, row) in rows {
            var portrait = items[account] ?? [:]
            portrait[PortraitField.nickTag] = row.nick.map { .text($0) }
            portrait[PortraitField.imageTag] = row.faceURL.map { .text($0) }
            portraits[account] = portrait
        }
        return portraits
    }

    func changePortrait(of account: Account, in scope: StoreScope, by items: [PortraitItem]) throws -> Bool {
        try portraitItems.prefetch(items.map { PortraitKey(account: account, tag: $0.tag) })
        guard try admits(account, in: scope) else {
            return false
        }
        for item in items {
            switch (item.tag, item.value) {
            case (PortraitField.nickTag, .text(let text)):
                try createOrUpdate(AccountImport(account: account, nick: text), at: scope.now)
            case (PortraitField.imageTag, .text(let text)):
                try createOrUpdate(AccountImport(account: account, faceURL: text), at: scope.now)
            default:
                let key = PortraitKey(account: account, tag: item.tag)
                _ = try portraitItems.find(key)
                portraitItems.set(item.value, for: key)
            }
        }
        if !items.isEmpty {
            tell(.portraitChanged(items), of: account, scope)
        }
        return true
    }
}
