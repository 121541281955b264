import Storage
import Wire

extension Command {
    /// Runs a transaction and words its failure as this command's service does.
    func storing<Value: Sendable>(
        _ transaction: () async throws(StoreError) -> Value
    ) async throws(APIError) -> Value {
        do {
            return try await transaction()
        } catch {
            throw error.apiError(internalError: Self.name.service.internalError)
        }
    }
}
