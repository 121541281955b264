import Groups
import Storage
import Wire

/// A store that answers every call with the same wrong things.
struct BrokenStore: GroupStore {
    /// What every call throws, if anything.
    var error: StoreError?
    let queues = StoreQueues(writes: 0, reads: 0)
    /// What calls that admit members answer.
    var results: [MemberAdmission.Result] = []
    /// What calls that destroy several things answer.
    var flags: [Bool] = []
    /// What calls that read topics answer.
    var topics: [TopicView?] = []
    /// What calls that read listed permission groups answer.
    var permissionGroups: [PermissionGroup?] = []
    /// What calls that read a page of permission groups answer.
    var permissionGroupPage = CursorPage<PermissionGroup>(elements: [], next: nil)
    /// What calls that answer with accounts answer.
    var accounts: Set<Account> = []
    /// What calls that answer with attributes answer.
    var attributes: [GroupAttribute] = []
    /// What calls that answer with counters answer.
    var counters: [GroupCounter] = []
    /// What calls that answer with names answer.
    var names: [NamedAccount] = []
    /// What calls that count members answer.
    var counts: [GroupID: Int] = [:]
    /// What calls that list bans and mutes answer.
    var timed: [TimedAccount] = []
    /// What calls that take a message answer.
    var sent = SentMessage(seq: 0, time: .never)
    /// What imports of messages answer.
    var imports: [ImportedMessage.Result] = []
    /// What calls that read history answer.
    var entries: [HistoryEntry] = []
    /// What calls that trim answer.
    var step = TrimStep(removedMessages: 0, next: nil)
    /// What calls that read a page of receipts answer.
    var receipts = ReceiptPage(accounts: [], isFinished: true)
    /// What calls on the pairs of messages answer.
    var extensions: [MessageExtension] = []
    /// What calls that list groups answer.
    var page = GroupListPage(groups: [], totalCount: 0, next: 0)

    func importAccounts(_ accounts: [AccountImport], in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func existingAccounts(among accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account> {
        try fail()
        return self.accounts
    }

    func accounts(from name: String, limit: Int, in scope: StoreScope) async throws(StoreError) -> [Account] {
        try fail()
        return Array(accounts) + Array(accounts)
    }

    func deleteAccounts(_ accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account> {
        try fail()
        return self.accounts
    }

    func createGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func restoreGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func changeProfile(
        of group: GroupID, in scope: StoreScope, by change: ProfileChange, operator: Account?
    ) async throws(StoreError) {
        try fail()
    }

    func destroyGroup(_ group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func addMembers(
        _ accounts: [Account?], to group: GroupID, in scope: StoreScope, isSilent: Bool
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try fail()
        return results
    }

    func importMembers(
        _ members: [MemberAdmission.Import], to group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try fail()
        return results
    }

    func changeMember(
        _ account: Account?, of group: GroupID, in scope: StoreScope, by change: MemberChange
    ) async throws(StoreError) {
        try fail()
    }

    func removeMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, isSilent: Bool, reason: String
    ) async throws(StoreError) {
        try fail()
    }

    func changeOwner(of group: GroupID, to account: Account?, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func setUnreadMsgNum(
        _ count: Int64, of account: Account?, in group: GroupID, scope: StoreScope
    ) async throws(StoreError) {
        try fail()
    }

    func muteMembers(
        _ accounts: [Account], of group: GroupID, topic: TopicID?, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        try fail()
    }

    func observeGroupChanges(_ observer: any GroupChangeObserver) {}

    func observeEvents(_ observer: any EventObserver) {}

    func composeOutbox(by composer: any OutboxComposer) {}

    func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError) {
        try fail()
    }

    func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        try fail()
        return []
    }

    func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        try fail()
        return []
    }

    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError) {
        try fail()
    }

    func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        try fail()
        return OutboxState(waiting: 0, parked: 0, oldest: nil)
    }

    func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        try fail()
        return []
    }

    func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        try fail()
        return false
    }

    func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?] {
        try fail()
        return []
    }

    func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try fail()
        return visitor
    }

    func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?) {
        try fail()
        return (visitor, nil)
    }

    func emptyApp(in scope: StoreScope) async throws(StoreError) -> Bool {
        try fail()
        return true
    }

    func listGroups(
        of type: GroupType?, after place: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> GroupListPage {
        try fail()
        return page
    }

    func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try fail()
        return visitor
    }

    func banMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        try fail()
    }

    func unbanMembers(_ accounts: [Account], from group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try fail()
    }

    func bans(
        of group: GroupID, offset: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> [TimedAccount] {
        try fail()
        return timed
    }

    func mutes(of group: GroupID, topic: String?, in scope: StoreScope) async throws(StoreError) -> [TimedAccount] {
        try fail()
        return timed
    }

    func findMembers(
        _ accounts: [Account], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Account: Member] {
        try fail()
        return Dictionary(
            uniqueKeysWithValues: self.accounts.map { ($0, Member(account: $0, joinTime: .never, msgFlag: .discard)) })
    }

    func changeRoomAdmins(
        of group: GroupID, in scope: StoreScope, by change: RoomAdmins.Change
    ) async throws(StoreError) {
        try fail()
    }

    func createTopic(
        _ topic: Topic, of group: GroupID, in scope: StoreScope, operator: Account?, isImported: Bool
    ) async throws(StoreError) {
        try fail()
    }

    func roomAdmins(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        try fail()
        return names
    }

    func names(of accounts: [Account], in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        try fail()
        return names
    }

    func memberCounts(
        of groups: [GroupID], among accounts: Set<Account>, in scope: StoreScope
    ) async throws(StoreError) -> [GroupID: Int] {
        try fail()
        return counts
    }

    func changeTopic(
        _ topic: TopicID, of group: GroupID, in scope: StoreScope, by change: TopicChange, operator: Account?
    ) async throws(StoreError) {
        try fail()
    }

    func destroyTopics(
        _ topics: [TopicID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try fail()
        return flags
    }

    func topics(
        _ topics: [TopicID]?, of group: GroupID, for account: Account?, in scope: StoreScope
    ) async throws(StoreError) -> [TopicView?] {
        try fail()
        return self.topics
    }

    func checkWritable() async throws(StoreError) {
        try fail()
    }

    func close() async throws(StoreError) {
        try fail()
    }

    func fail() throws(StoreError) {
        if let error {
            throw error
        }
    }
}
