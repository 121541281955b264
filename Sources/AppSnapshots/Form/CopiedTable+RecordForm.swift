import Storage
package import StoreCopy
import Wire

extension CopiedTable {
    /// The records that tell the table's rows; `nil` for what is made of other tables' rows.
    package var recordForm: RecordForm? {
        switch self {
        case .accounts: .account
        case .portraitItems: .accountProfile
        case .globalMutes: .globalMute
        case .groups: .group
        case .groupCounts, .memberships: nil
        case .groupGrowth: .groupGrowth
        case .broadcasts: .broadcasts
        case .members: .member
        case .mutes: .mute
        case .bans: .ban
        case .roomAdmins: .roomAdmin
        case .attributes: .attributes
        case .counters: .counter
        case .topics: .topic
        case .topicReads: .topicRead
        case .permissionGroups: .permissionGroup
        case .permissionGroupMembers: .permissionGroupMember
        case .topicPermissions: .topicPermission
        case .streams: .conversation
        case .messages: .message
        case .recentSends: .recentSend
        case .receipts: .receipt
        case .extensions: .messageExtension
        case .extensionCounters: .extensionCounter
        }
    }
}

extension FieldCoding {
    /// A word that stores keep as a number.
    static func stored<Word: StoredAsCode & RawRepresentable<String>>(_ words: Word.Type) -> FieldCoding {
        .word(Dictionary(uniqueKeysWithValues: Word.storedOrder.map { ($0.storedCode, $0.rawValue) }))
    }

    static let priority = FieldCoding.word(
        Dictionary(uniqueKeysWithValues: MsgPriority.allCases.map { ($0.number, $0.rawValue) }))
}
