/// Lets the nodes that share a store know of each other; the promises of ``GroupStore`` hold.
package protocol NodeStore: Sendable {
    /// Notes that this node lives, and finds out about the others.
    ///
    /// A node that does not do so for ``NodeLife/silence`` counts as gone, until it does again.
    ///
    /// - Parameter demands: what this node is asked for; others see it in place of what was told before.
    /// - Returns: what each of the other living nodes has told last; none where nobody else can share the store.
    func meetNodes(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]]

    /// Notes that this node goes, so that it counts no longer.
    func leaveNodes() async throws(StoreError)

    /// Tells the other living nodes something, without waiting: each learns it once, soon, or never.
    ///
    /// A node that does not listen at the moment, or whose connection is away, never learns it; nor does any when more is
    /// told than can be sent. Messages of one node arrive in their order.
    ///
    /// - Parameter message: at most 7,900 bytes, without NUL; a longer one is told to nobody.
    func tellNodes(_ message: String)

    /// Lets an observer learn what other nodes tell, from now on.
    ///
    /// - Parameter observer: is not kept alive, and is forgotten when it has gone.
    func observeNodeMessages(_ observer: any NodeMessageObserver)
}

/// Learns what other nodes tell.
package protocol NodeMessageObserver: AnyObject, Sendable {
    /// It must not block.
    func nodeTold(_ message: String)
}

extension NodeStore {
    package func meetNodes(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]] { [] }

    package func leaveNodes() async throws(StoreError) {}

    package func tellNodes(_ message: String) {}

    package func observeNodeMessages(_ observer: any NodeMessageObserver) {}
}

/// When nodes tell of themselves.
package enum NodeLife {
    /// A node tells of itself as often.
    package static let interval = Duration.seconds(2)
    /// A node that has told nothing for so long counts as gone.
    package static let silence = Duration.seconds(10)
}

/// How much a node is asked for of what a limit bounds.
package struct LimitDemand: Sendable, Equatable {
    /// The name of the limit, which all nodes give it.
    package let name: String
    /// In a second, whether it was given or refused.
    package let perSecond: Double

    package init(name: String, perSecond: Double) {
        self.name = name
        self.perSecond = perSecond
    }
}
