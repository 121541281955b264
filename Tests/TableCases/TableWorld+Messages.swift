import Groups
import Storage
import StoreTransactions
import Testing
import Wire

extension TableWorld {
    func checkMessages() throws {
        try insertGroup()
        for (topic, stream) in [(nil, stream), (topic, tables.number(4, ofStreamIn: number))] as [(TopicID?, Int64)] {
            try check(
                tables.streams, StreamKey(group: number, topic: topic),
                [
                    StreamRow(number: stream, isRoom: topic == nil),
                    StreamRow(number: stream, isRoom: topic == nil, uncounted: 2, clearedSeq: 1),
                ])
        }
        var recalled = message(body: [2], data: "\u{0}")
        recalled.recall()
        try check(
            tables.messages, MessageKey(stream: stream, seq: 1),
            [message(body: [1]), message(body: [2], data: "\u{0}"), recalled])
    }

    func checkMessageRows() throws {
        try insertMember()
        let key = MessageKey(stream: stream, seq: 1)
        try insert(message(body: []), into: tables.messages, key)
        try check(tables.receipts, ReceiptKey(message: key, account: alice), [false, true, false])
        try check(
            tables.extensions, ExtensionKey(message: key, key: "\u{0}"),
            [
                MessageExtension(key: "\u{0}", value: "", seq: 1),
                MessageExtension(key: "\u{0}", value: "v", seq: 2),
            ])
        try check(
            tables.extensionCounters, key,
            [ExtensionCounter(latestSeq: 1), ExtensionCounter(latestSeq: 2, clearSeq: 3, minute: 4, changes: 5)])
        #expect(try tables.extensionCounts.find(key) == 0)
        try insert(
            MessageExtension(key: "k", value: "", seq: 1), into: tables.extensions,
            ExtensionKey(message: key, key: "k"))
        #expect(try tables.extensionCounts.find(key) == 1)
        try tables.apply(.askForReceipts(key, number, except: bob))
        #expect(try tables.receipts.find(ReceiptKey(message: key, account: alice)) == false)
        try tables.apply(.removeMessages(1...1, stream))
        #expect(try tables.extensionCounts.find(key) == 0)
    }

    func checkSendings() throws {
        let key = RecentSendKey(stream: stream, random: .max, digest: [0, 1])
        let first = RecentSend(seq: 1, time: UnixTime(seconds: 2), keptUntil: UnixTime(seconds: 3))
        let second = RecentSend(seq: 2, time: UnixTime(seconds: 3), keptUntil: UnixTime(seconds: 4))
        #expect(try tables.recentSends.find(key) == nil)
        try tables.recentSends.write([RowChange(key: key, old: nil, new: [first])])
        try tables.recentSends.write([RowChange(key: key, old: [first], new: [first, second])])
        #expect(try tables.recentSends.find(key)?.sorted { $0.seq < $1.seq } == [first, second])
        try tables.apply(.forgetSends(keptUntil: UnixTime(seconds: 3), limit: 5))
        #expect(try tables.recentSends.find(key) == [second])
    }
}
