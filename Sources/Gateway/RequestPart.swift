import NIOCore

/// A piece of a request, in the order in which the pieces come.
enum RequestPart: Equatable {
    case head(RequestHead)
    /// The next bytes of the body.
    case body(ByteBuffer)
    /// The request is complete.
    case end
}
