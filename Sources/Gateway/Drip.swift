import NIOCore

/// An answer that a fault lets drip.
struct Drip {
    /// What is still to be written, the head included.
    private(set) var rest: ByteBuffer
    /// Bytes of a piece.
    private(set) var bytes: Int
    /// Between two pieces.
    let pause: Duration
    /// Whether the connection ends with the answer.
    let isLast: Bool

    init(_ answer: ByteBuffer, bytes: Int, pause: Duration, isLast: Bool) {
        rest = answer
        self.bytes = bytes
        self.pause = pause
        self.isLast = isLast
    }

    /// Makes one piece of all that is left.
    mutating func endPauses() {
        bytes = rest.readableBytes
    }

    /// Takes the next piece; `nil` when what is left is the last one.
    mutating func takePiece() -> ByteBuffer? {
        rest.readableBytes > bytes ? rest.readSlice(length: bytes) : nil
    }
}
