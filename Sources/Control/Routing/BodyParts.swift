import HummingbirdCore
import NIOCore

/// The body of a request part by part, as it comes; nothing comes that is not asked for.
struct BodyParts: AsyncSequence, Sendable {
    private let body: RequestBody
    private let maximum: Int

    /// - Parameter maximum: bytes that all of it may have.
    init(_ body: RequestBody, maximum: Int) {
        self.body = body
        self.maximum = maximum
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(parts: body.makeAsyncIterator(), maximum: maximum)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var parts: RequestBody.AsyncIterator
        fileprivate let maximum: Int
        private var taken = 0

        fileprivate init(parts: RequestBody.AsyncIterator, maximum: Int) {
            self.parts = parts
            self.maximum = maximum
        }

        /// - Throws: ``ControlRefusal``.
        mutating func next() async throws -> [UInt8]? {
            guard let part = try await nextPart() else {
                return nil
            }
            taken += part.readableBytes
            guard taken <= maximum else {
                throw ControlRefusal(.bodyTooLarge, "The body may have \(maximum) bytes at most.")
            }
            return Array(buffer: part)
        }

        private mutating func nextPart() async throws -> ByteBuffer? {
            do {
                return try await parts.next()
            } catch {
                throw ControlRefusal(.bodyInvalid, "The body has not come whole.")
            }
        }
    }
}
