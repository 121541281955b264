package import Storage
package import StoreCopy

extension CheckedStore: AppTransferStore where Base: AppTransferStore {
    package func withDump<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppDump) throws -> Value
    ) async throws -> Value {
        try await base.withDump(ofApp: app, body)
    }

    package func withLoad<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppLoad) throws -> Value
    ) async throws -> Value {
        try await base.withLoad(ofApp: app, body)
    }
}
