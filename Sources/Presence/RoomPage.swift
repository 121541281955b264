package import Wire

/// One page of the members of an AVChatRoom.
package struct RoomPage: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package let account: Account
        package let joinTime: UnixTime

        package init(account: Account, joinTime: UnixTime) {
            self.account = account
            self.joinTime = joinTime
        }
    }

    /// The latest entrants first; all who entered in the same second stand on one page.
    package let entries: [Entry]
    /// Where the next page begins; ``UnixTime/never`` after the last one.
    package let next: UnixTime

    /// Cuts a page out of a list.
    ///
    /// - Parameters:
    ///   - list: the latest entrants first.
    ///   - before: the page begins with those who entered earlier; ``UnixTime/never`` begins at the start.
    ///   - size: entries, which only the same second may exceed.
    init(of list: [(account: Account, joinTime: UnixTime)], before: UnixTime, size: Int) {
        let rest = list.drop { before != .never && $0.joinTime >= before }
        let last = rest.prefix(size).last?.joinTime
        let page = rest.prefix { entry in last.map { entry.joinTime >= $0 } ?? false }
        entries = page.map { Entry(account: $0.account, joinTime: $0.joinTime) }
        next = page.count < rest.count ? last ?? .never : .never
    }
}
