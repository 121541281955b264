import Groups
import Storage
import Wire

extension UnitOfWork {
    func listGroups(of type: GroupType?, after place: Int64, limit: Int, in scope: StoreScope) throws -> GroupListPage {
        // one more than wanted tells whether more follow
        let question = GroupsInOrder(type: type, number: place, limit: limit + 1)
        prefetch(question)
        let totalCount = try groupCount(of: type)
        let found = try ask(question)
        return GroupListPage(
            groups: found.prefix(limit).map(\.id), totalCount: totalCount,
            next: found.count > limit ? found[limit - 1].number : 0)
    }
}
