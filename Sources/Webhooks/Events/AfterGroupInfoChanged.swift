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

    init?(_ event: GroupEvent, _ facts: EventFacts) {
        guard case .profileChanged(let fields) = event.kind else {
            return nil
        }
        var texts = ProfileTexts()
        for field in fields {
            switch field {
            case .name(let text): texts.name = text
            case .introduction(let text): texts.introduction = text
            case .notification(let text): texts.notification = text
            case .faceURL(let text): texts.faceURL = text
            default: break
            }
        }
        guard !texts.isEmpty else {
            return nil
        }
        self.event = event
        self.texts = texts
    }

    static let fields: [WebhookField<AfterGroupInfoChanged>] =
        [.groupID, .groupType, .operatorAccount("who made the call")] + ProfileTexts.fields(\.texts)
}
