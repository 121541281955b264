import Groups
import NIOCore
import Wire

/// Makes answers of `get_group_info` from groups that are encoded already.
struct GroupInfoAssembler {
    private let filter: GroupInfoSelection?
    private let selection: GroupInfoSelection
    private let app: AppSettings
    private let now: UnixTime

    /// - Parameter filter: `nil` for an unfiltered request.
    init(filter: GroupInfoSelection?, app: AppSettings, now: UnixTime) {
        self.filter = filter
        selection = filter ?? .unfiltered(app.fieldProfile, withLegacyNames: app.answersLegacyNames)
        self.app = app
        self.now = now
    }

    /// The unfiltered answer about one group, shared and not copied; `nil` when the group does not hold it.
    func wholeAnswer(about group: CachedGroup) -> ImmediateAnswer? {
        guard let answer = unfiltered(group) else {
            return nil
        }
        return checked(answer.bytes)
    }

    /// The answer about groups in this order; `nil` when they do not hold what it needs.
    func answer(about groups: [CachedGroup]) -> ImmediateAnswer? {
        guard !selection.asksPresence else {
            return nil
        }
        var buffer = ByteBuffer()
        buffer.reserveCapacity(capacity(for: groups))
        buffer.writeBytes(UnfilteredAnswer.opening)
        var isFirst = true
        for group in groups {
            if !isFirst {
                buffer.writeInteger(UInt8(ascii: ","))
            }
            isFirst = false
            if let answer = unfiltered(group) {
                buffer.writeImmutableBuffer(answer.entry)
            } else if selection.members == nil || !group.storesMembers {
                group.base.write(selection, into: &buffer)
                buffer.writeInteger(UInt8(ascii: "}"))
            } else if let wanted = selection.members, let members = group.members, group.isValid(at: now) {
                group.base.write(selection, into: &buffer)
                buffer.writeStaticString(#","MemberList":["#)
                members.write(wanted, into: &buffer, upTo: app.maximumAnswerBytes)
                buffer.writeStaticString("]}")
            } else if isCertainlyTooLarge(group) {
                return .failure(GetGroupInfo.answerTooLarge(app))
            } else {
                return nil
            }
            guard buffer.readableBytes <= app.maximumAnswerBytes else {
                return .failure(GetGroupInfo.answerTooLarge(app))
            }
        }
        buffer.writeBytes(UnfilteredAnswer.closing)
        return checked(buffer)
    }

    private func unfiltered(_ group: CachedGroup) -> UnfilteredAnswer? {
        guard filter == nil, let answer = group.answer, answer.selection == selection, group.isValid(at: now) else {
            return nil
        }
        return answer
    }

    private func checked(_ buffer: ByteBuffer) -> ImmediateAnswer {
        buffer.readableBytes <= app.maximumAnswerBytes
            ? .success(buffer) : .failure(GetGroupInfo.answerTooLarge(app))
    }

    private func capacity(for groups: [CachedGroup]) -> Int {
        let entries = groups.reduce(groups.count) { $0 + (unfiltered($1)?.bytes.readableBytes ?? 512) }
        return min(entries, app.maximumAnswerBytes) + 64
    }

    /// Whether a group's member list cannot be small enough, however short the values in it are.
    private func isCertainlyTooLarge(_ group: CachedGroup) -> Bool {
        guard let wanted = selection.members, let account = Account("a") else {
            return false
        }
        var writer = JSONWriter()
        let least = Member(account: account, role: .admin, joinTime: .never, msgFlag: .discard)
        writer.member(least, wanted, at: now, isOnline: { _ in false })
        return Int64(writer.count + 1) * group.memberNum > Int64(app.maximumAnswerBytes)
    }
}
