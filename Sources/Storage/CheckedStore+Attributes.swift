package import Groups
package import Wire

extension CheckedStore {
    package func attributes(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupAttribute] {
        do {
            let attributes = try await base.attributes(of: group, in: scope)
            check(attributes.count <= GroupAttribute.maximumCount, "a group has no more attributes than it may have")
            check(Self.areDifferent(attributes.map(\.key)), "a group's attributes have different keys")
            return attributes
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }

    package func changeAttributes(
        of group: GroupID, in scope: StoreScope, by change: GroupAttributeChange
    ) async throws(StoreError) {
        do {
            try await base.changeAttributes(of: group, in: scope, by: change)
        } catch {
            throw checked(
                error,
                declared: [
                    .groupNotFound, .groupAttributesTooFrequent, .tooManyGroupAttributes, .groupAttributesTooLarge,
                    .groupAttributeNotFound,
                ])
        }
    }

    /// Whether no two texts are equal byte for byte.
    static func areDifferent(_ texts: [String]) -> Bool {
        Set(texts.map { Array($0.utf8) }).count == texts.count
    }
}
