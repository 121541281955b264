/// Counts the requests of a connection.
struct RequestIDs {
    let process: String
    /// From 1.
    let connection: Int
    private var count = 0

    init(process: String, connection: Int) {
        self.process = process
        self.connection = connection
    }

    mutating func next() -> RequestID {
        count += 1
        return RequestID(process: process, connection: connection, request: count)
    }
}
