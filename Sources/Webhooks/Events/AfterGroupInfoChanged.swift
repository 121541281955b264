import Groups
import Wire

/// Name, introduction, announcement or avatar of a group were set.
///
/// - Source: protocol reference file 50, 7.11.
struct AfterGroupInfoChanged: AfterGroupEvent {
    static let command = "Group.CallbackAfterGroupInfoChanged"
    static let occasion = "name, introduction, announcement or avatar of a group were set"

    let event: GroupEvent
    let texts: ProfileTexts

    init?(_ event: GroupEvent) {
        guard case .profileChanged(let fields) = event.kind else {
            return nil
        }
        texts = ProfileTexts(fields)
        guard !texts.isEmpty else {
            return nil
        }
        self.event = event
    }

    static let fields: [WebhookField<AfterGroupInfoChanged>] =
        [.groupID, .groupType, .operatorAccount("who made the call")] + ProfileTexts.fields(\.texts)
}
