import Groups
import Wire

extension JSONWriter {
    /// Writes a member's entry.
    ///
    /// - Parameters:
    ///   - now: decides whether a mute has run out.
    ///   - isOnline: asked only for those whose `OnlineStatus` is wanted.
    mutating func member(
        _ member: Member, _ selection: MemberSelection, at now: UnixTime, isOnline: @escaping (Account) -> Bool
    ) {
        beginMember(member)
        memberFields(of: member, selection.fields, at: now, isOnline: isOnline)
        if let keys = selection.keys {
            customFields(member.customFields, of: keys, as: GroupInfoAnswer.memberKeys)
        }
        endObject()
    }

    /// Opens a member's entry.
    mutating func beginMember(_ member: Member) {
        beginObject()
        field("Member_Account", member.account.text)
    }

    /// Writes a member's fields into the open object, in the order of ``MemberField/table``.
    ///
    /// - Parameters:
    ///   - now: decides whether a mute has run out.
    ///   - isOnline: asked only for those whose `OnlineStatus` is wanted; `nil` leaves it out.
    mutating func memberFields(
        of member: Member, _ fields: MemberFields, at now: UnixTime, isOnline: ((Account) -> Bool)? = nil
    ) {
        let surroundings = MemberField.Surroundings(now: now, isOnline: isOnline)
        fields.forEach { field in
            if let value = field.value(member, surroundings) {
                self.field(field.name, value)
            }
        }
    }
}
