import Wire

/// An answer that is encoded already, and small enough to be delivered.
struct EncodedResponse: CommandResponse {
    private let bytes: [UInt8]

    /// - Parameter advice: what a client can do about an answer that is too large.
    /// - Throws: ``ErrorCode/answerTooLarge``.
    init(_ response: some CommandResponse, atMost maximumBytes: Int, advice: String) throws(APIError) {
        bytes = response.answer(of: .groupOpen)
        guard bytes.count <= maximumBytes else {
            throw APIError(.answerTooLarge, "the answer would exceed \(maximumBytes) bytes; \(advice)")
        }
    }

    func write(to writer: inout JSONWriter) {}

    func answer(of service: Service) -> [UInt8] { bytes }
}
