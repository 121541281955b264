import Apps
import Groups
import NIOCore
import Wire

/// Makes answers of `get_group_info` from groups that are encoded already.
struct GroupInfoAssembler {
    private let filter: GroupInfoSelection?
    private let selection: GroupInfoSelection
    private let variant: UnfilteredVariant
    private let maximumBytes: Int
    private let now: UnixTime

    /// - Parameter filter: `nil` for an unfiltered request.
    init(filter: GroupInfoSelection?, app: AppSettings, now: UnixTime) {
        self.filter = filter
        selection = filter ?? UnfilteredVariant(app).selection
        variant = UnfilteredVariant(app)
        maximumBytes = app.maximumAnswerBytes
        self.now = now
    }

    /// The unfiltered answer about one group, shared and not copied; `nil` when the group does not hold it.
    func wholeAnswer(about group: CachedGroup) -> ImmediateAnswer? {
        guard filter == nil, let answer = group.answer, holdsUnfiltered(group) else {
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
        buffer.writeBytes(GroupInfoAnswer.opening)
        var isFirst = true
        for group in groups {
            if !isFirst {
                buffer.writeInteger(UInt8(ascii: ","))
            }
            isFirst = false
            if filter == nil, holdsUnfiltered(group) {
                group.answer?.writeEntry(into: &buffer)
            } else if selection.members == nil || !group.storesMembers {
                group.base.write(selection, into: &buffer)
                buffer.writeInteger(UInt8(ascii: "}"))
            } else if let wanted = selection.members, let members = group.members, group.isValid(at: now) {
                group.base.write(selection, into: &buffer)
                buffer.beginList(GroupInfoAnswer.memberList)
                members.write(wanted, into: &buffer, upTo: maximumBytes)
                buffer.writeStaticString("]}")
            } else if isCertainlyTooLarge(group) {
                return .failure(GroupInfoAnswer.tooLarge(maximumBytes))
            } else {
                return nil
            }
            guard buffer.readableBytes <= maximumBytes else {
                return .failure(GroupInfoAnswer.tooLarge(maximumBytes))
            }
        }
        buffer.writeBytes(GroupInfoAnswer.closing)
        return checked(buffer)
    }

    /// Whether a group holds the unfiltered answer of this app at this moment.
    private func holdsUnfiltered(_ group: CachedGroup) -> Bool {
        group.answer?.variant == variant && group.isValid(at: now)
    }

    private func checked(_ buffer: ByteBuffer) -> ImmediateAnswer {
        buffer.readableBytes <= maximumBytes
            ? .success(buffer) : .failure(GroupInfoAnswer.tooLarge(maximumBytes))
    }

    private func capacity(for groups: [CachedGroup]) -> Int {
        let entries = groups.reduce(groups.count) { $0 + (filter == nil ? $1.answerBytes : 512) }
        return min(entries, maximumBytes) + 64
    }

    /// Whether a group's member list cannot be small enough, however short the values in it are.
    private func isCertainlyTooLarge(_ group: CachedGroup) -> Bool {
        guard let wanted = selection.members, let account = Account("a") else {
            return false
        }
        var writer = JSONWriter()
        let least = Member(account: account, role: .admin, joinTime: .never, msgFlag: .discard)
        writer.member(least, wanted, at: now, isOnline: { _ in false })
        return Int64(writer.count + 1) * group.memberNum > Int64(maximumBytes)
    }
}
