package import Storage

/// Limits that bound what all nodes take together, of which each node has a share.
package protocol SharedLimits: Sendable {
    /// What this node has been asked for since this was called last, of each limit where others are to know it.
    ///
    /// - Parameter time: that has passed since.
    func takeDemands(over time: Duration) -> [LimitDemand]

    /// Keeps to the node's shares from now on.
    func keep(to shares: LimitShares)
}

/// How limits are shared out among nodes, each of which works it out for itself.
///
/// The shares of a limit add up to the limit, as long as all nodes go by the same demands. Nobody's demand counts as less
/// than a tenth of an equal share. Where the demands fit into the limit, each node has its own and an equal part of the
/// rest; where they do not, each has its demand up to a level that is the same for all.
package struct LimitShares: Sendable {
    /// Those of a node that has all of every limit.
    package static let alone = LimitShares(own: [], others: [])

    /// The living nodes, this one too.
    package let nodeCount: Int
    private let own: [String: Double]
    /// By the limit's name, those that are known.
    private let others: [String: [Double]]

    /// - Parameters:
    ///   - own: what this node has told of its demands.
    ///   - others: what each other node has told.
    package init(own: [LimitDemand], others: [[LimitDemand]]) {
        nodeCount = others.count + 1
        self.own = Dictionary(own.map { ($0.name, $0.perSecond) }, uniquingKeysWith: max)
        self.others = others.joined().reduce(into: [:]) { $0[$1.name, default: []].append($1.perSecond) }
    }

    /// What this node may give of a limit in a second.
    ///
    /// - Parameter name: makes the name of the limit.
    package func share(of limit: Int, named name: @autoclosure () -> String) -> Double {
        let limit = Double(limit)
        guard nodeCount > 1 else {
            return limit
        }
        let name = name()
        let least = least(of: limit)
        let own = max(self.own[name] ?? 0, least)
        let told = others[name] ?? []
        let all =
            [own] + told.map { max($0, least) } + Array(repeating: least, count: max(0, nodeCount - 1 - told.count))
        let sum = all.reduce(0, +)
        guard sum > limit else {
            return own + (limit - sum) / Double(nodeCount)
        }
        var rest = limit
        for (place, demand) in all.sorted().enumerated() {
            let level = rest / Double(all.count - place)
            guard demand < level else {
                return min(own, level)
            }
            rest -= demand
        }
        return own
    }

    /// What others are told of a limit that was asked for so often in a time; `nil` where they count it as much anyway.
    ///
    /// - Parameter name: makes the name of the limit.
    package func demand(
        for asked: Int, over time: Duration, of limit: Int, named name: @autoclosure () -> String
    ) -> LimitDemand? {
        let perSecond = Double(asked) / max(time / .seconds(1), 0.001)
        guard nodeCount > 1, perSecond > least(of: Double(limit)) else {
            return nil
        }
        return LimitDemand(name: name(), perSecond: perSecond)
    }

    /// What each node's demand counts as at least.
    private func least(of limit: Double) -> Double {
        limit / Double(10 * nodeCount)
    }
}
