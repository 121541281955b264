package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func changeExtensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, by change: MessageExtensionChange
    ) async throws(StoreError) -> [MessageExtension] {
        try await write(in: scope, about: .group(group)) {
            try $0.changeExtensions(of: seq, in: group, scope: scope, by: change)
        }
    }

    package func extensions(of seq: Int64, in group: GroupID, scope: StoreScope, from startSeq: Int64, limit: Int64)
        async throws(StoreError) -> MessageExtensionPage
    {
        try await read(in: scope) { try $0.extensions(of: seq, in: group, scope: scope, from: startSeq, limit: limit) }
    }
}
