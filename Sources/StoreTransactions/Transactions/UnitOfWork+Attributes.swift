import Groups
import Storage
import Wire

extension UnitOfWork {
    func attributes(of group: GroupID, in scope: StoreScope) throws -> [GroupAttribute] {
        try attributes.find(require(group).number)?.attributes ?? []
    }

    /// Attributes do not move the group's version: no answer about the group shows them.
    func changeAttributes(of group: GroupID, in scope: StoreScope, by change: GroupAttributeChange) throws {
        let group = try require(group)
        let number = group.number
        var row = try attributes.find(number) ?? AttributesRow()
        try row.rate.record(at: scope.now)
        row.attributes = try change.apply(to: row.attributes)
        attributes.set(row, for: number)
        tell(.attributesChanged(by: change, attributes: row.attributes), in: group.profile, scope)
    }
}
