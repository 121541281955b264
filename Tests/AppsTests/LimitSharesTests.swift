import Storage
import Testing

@testable import Apps

@Suite struct LimitSharesTests {
    /// The shares of nodes that are asked for so much each, `nil` for one that has told nothing.
    private func shares(of limit: Int, _ demands: [Double?]) -> [Double] {
        let told = demands.map { demand in demand.map { [LimitDemand(name: "limit", perSecond: $0)] } ?? [] }
        return told.indices.map { node in
            var others = told
            others.remove(at: node)
            return LimitShares(own: told[node], others: others).share(of: limit, named: "limit")
        }
    }

    @Test func `a node alone has all`() {
        #expect(LimitShares.alone.share(of: 200, named: "limit") == 200)
        #expect(shares(of: 200, [1_000]) == [200])
    }

    @Test func `nodes that are asked for nothing have equal shares`() {
        #expect(shares(of: 200, [nil, nil]) == [100, 100])
        #expect(shares(of: 1, [nil, nil, nil, nil]) == [0.25, 0.25, 0.25, 0.25])
    }

    @Test func `demands that fit into the limit are met, and the rest is for all alike`() {
        #expect(shares(of: 200, [100, 20]) == [140, 60])
    }

    @Test func `a node that is asked for more than all has what the others do not need`() {
        #expect(shares(of: 200, [1_000, nil]) == [190, 10])
        #expect(shares(of: 200, [1_000, 40]) == [160, 40])
    }

    @Test func `nodes that are all asked for too much have the same`() {
        #expect(shares(of: 300, [1_000, 500, 200]) == [100, 100, 100])
        #expect(shares(of: 300, [1_000, 500, 60]) == [120, 120, 60])
    }

    @Test(arguments: [1, 7, 40, 200, 10_000], [1, 2, 3, 16])
    func `shares add up to the limit, and nobody has nothing`(limit: Int, nodes: Int) {
        var demand = 1.0
        for _ in 0..<50 {
            let demands = (0..<nodes).map { _ -> Double? in
                // a number that goes up and down without end
                demand = (demand * 7_919).truncatingRemainder(dividingBy: 1_009)
                return demand < 100 ? nil : demand * Double(limit) / 300
            }
            let shares = shares(of: limit, demands)
            #expect(abs(shares.reduce(0, +) - Double(limit)) < 1e-6 * Double(limit))
            #expect(shares.allSatisfy { $0 >= Double(limit) / Double(10 * nodes) - 1e-9 })
        }
    }

    @Test func `demands are told that others would take for less`() {
        let shares = LimitShares(own: [], others: [[]])
        func demand(_ shares: LimitShares, _ asked: Int) -> LimitDemand? {
            shares.demand(for: asked, over: .seconds(2), of: 200, named: "calls")
        }
        #expect(demand(shares, 20) == nil)
        #expect(demand(shares, 22) == LimitDemand(name: "calls", perSecond: 11))
        #expect(demand(.alone, 2_000) == nil)
    }
}
