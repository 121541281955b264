import StoreTransactions

/// How many topics groups have, which the rows of ``TopicTable`` tell.
struct TopicCountTable {
    let topics: TopicTable
}

extension TopicCountTable: KeyedTable {
    func find(_ group: GroupNumber) throws -> Int? {
        try topics.counts(of: [group]).first
    }

    func find(_ groups: [GroupNumber]) throws -> [Int?] {
        try topics.counts(of: groups)
    }

    func write(_ changes: [RowChange<GroupNumber, Int>]) {}
}
