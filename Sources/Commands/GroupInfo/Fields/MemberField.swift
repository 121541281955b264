import Groups
import Wire

/// A field of a member, beside `Member_Account`, which every entry has.
struct MemberField: AnswerField {
    let name: StaticString
    let unfiltered: UnfilteredUse
    let isOfPresence: Bool
    /// What the field holds; `nil` for a member who has no such field.
    let value: @Sendable (Member, Surroundings) -> FieldValue?

    /// What an answer tells beside the profile.
    struct Surroundings {
        /// Decides whether a mute has run out.
        let now: UnixTime
        /// Asked only for those whose `OnlineStatus` is wanted; `nil` where nobody knows.
        let isOnline: ((Account) -> Bool)?
    }

    /// All fields of members, in the order in which they stand in an answer.
    ///
    /// A name card that is empty is told only to those who name the field, or who list members.
    ///
    /// - Source: seed page; protocol reference file 20, 2.2 to 2.5 and 4.3.
    static let table = [
        MemberField("Role", .seed) { member, _ in .text(member.role.rawValue) },
        MemberField("JoinTime", .seed) { member, _ in .number(member.joinTime.seconds) },
        MemberField("MsgSeq", .seed) { member, _ in .number(member.msgSeq) },
        MemberField("MsgFlag", .seed) { member, _ in .text(member.msgFlag.rawValue) },
        MemberField("LastSendMsgTime", .seed) { member, _ in .number(member.lastSendMsgTime.seconds) },
        MemberField("MuteUntil", .seed) { member, answer in .number(member.muteEnd(at: answer.now).seconds) },
        MemberField("ShutUpUntil", .legacyNames) { member, answer in .number(member.muteEnd(at: answer.now).seconds) },
        MemberField("NameCard", .current) { member, _ in member.nameCard.isEmpty ? nil : .text(member.nameCard) },
        MemberField("NameCard", .never) { member, _ in member.nameCard.isEmpty ? .text("") : nil },
        MemberField("OnlineStatus", .never, isOfPresence: true) { member, answer in
            answer.isOnline.map { .text($0(member.account) ? "Online" : "Offline") }
        },
    ]

    private init(
        _ name: StaticString, _ unfiltered: UnfilteredUse, isOfPresence: Bool = false,
        value: @escaping @Sendable (Member, Surroundings) -> FieldValue?
    ) {
        self.name = name
        self.unfiltered = unfiltered
        self.isOfPresence = isOfPresence
        self.value = value
    }
}

/// The fields of a member in an answer, beside `Member_Account`.
typealias MemberFields = FieldSet<MemberField>
