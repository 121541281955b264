package import Wire

/// Tells a request apart from all others of this server and of those beside it.
///
/// It is counted and not drawn, so that it costs next to nothing: what the process is called, the number of the connection,
/// and the number of the request on it.
package struct RequestID: Sendable, Equatable {
    /// Letters and digits, at most 15, so that a copy takes no memory of its own; others than of any other process.
    let process: String
    /// From 1.
    let connection: Int
    /// From 1.
    let request: Int

    package init(process: String, connection: Int, request: Int) {
        self.process = process
        self.connection = connection
        self.request = request
    }

    /// Writes it as it is: `7f3a9c2e-12-3`.
    package func write(to writer: inout JSONWriter) {
        writer.raw(plain: process)
        writer.raw("-")
        writer.decimal(Int64(connection))
        writer.raw("-")
        writer.decimal(Int64(request))
    }
}

extension RequestID: CustomStringConvertible {
    package var description: String { "\(process)-\(connection)-\(request)" }
}
