import GRDB
import StoreTransactions
import Wire

/// How many topics each of one app's groups has, which the rows of ``TopicTable`` tell.
struct TopicCountTable {
    let topics: TopicTable
}

extension TopicCountTable: KeyedTable {
    func find(_ group: GroupNumber) throws -> Int? {
        try topics.count(of: group)
    }

    func write(_ changes: [RowChange<GroupNumber, Int>]) {}
}
