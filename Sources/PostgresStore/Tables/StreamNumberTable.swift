import Groups
import StoreTransactions
import Wire

/// The numbers of the streams of one app's conversations, found by the names of the conversations.
struct StreamNumberTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT streams.number, place
            FROM unnest($2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, group_id, topic, place)
                JOIN groups ON groups.bucket = wanted.bucket AND groups.app = $1 AND groups.group_id = wanted.group_id
                JOIN streams ON streams.bucket = wanted.bucket AND streams.group_number = groups.number
                    AND streams.topic = wanted.topic
            """
    }

    let session: Session
    let app: SDKAppID
}

extension StreamNumberTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1

    func parameters(_ places: [Conversation]) -> [Parameter] {
        [
            .app(app), places.buckets { Bucket.of($0.group, in: app) }, places.texts(\.group.text),
            places.texts { TopicColumn.text($0.topic) },
        ]
    }

    static func row(_ row: borrowing ResultRow) -> StreamNumber {
        row.integer(0)
    }

    func write(_: [RowChange<Conversation, StreamNumber>]) {}
}
