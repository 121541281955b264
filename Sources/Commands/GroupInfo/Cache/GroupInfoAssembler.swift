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

    /// The unfiltered answer about groups in this order, at least one; `nil` when they do not hold it.
    ///
    /// About one group it is shared and not copied; the entries of several are copied once.
    ///
    /// - Parameter groups: are not retained.
    func wholeAnswer(about groups: UnsafeBufferPointer<Unmanaged<CachedGroup>>) -> ImmediateAnswer? {
        guard filter == nil else {
            return nil
        }
        var byteCount = GroupInfoAnswer.opening.count + groups.count - 1 + GroupInfoAnswer.closing.count
        for group in groups {
            guard let entryBytes = group._withUnsafeGuaranteedRef({ holdsUnfiltered($0) ? $0.entryBytes : nil }) else {
                return nil
            }
            byteCount += entryBytes
        }
        guard byteCount <= maximumBytes else {
            return .failure(GroupInfoAnswer.tooLarge(maximumBytes))
        }
        if groups.count == 1 {
            return groups[0]._withUnsafeGuaranteedRef { $0.answer.map { .success($0.bytes) } }
        }
        var buffer = ByteBuffer()
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: byteCount) { bytes in
            copyEntries(of: groups, into: bytes)
        }
        return .success(buffer)
    }

    /// - Returns: bytes that have been written.
    private func copyEntries(
        of groups: UnsafeBufferPointer<Unmanaged<CachedGroup>>, into bytes: UnsafeMutableRawBufferPointer
    ) -> Int {
        var position = 0
        func copy(_ source: UnsafeRawBufferPointer) {
            UnsafeMutableRawBufferPointer(rebasing: bytes[position...]).copyMemory(from: source)
            position += source.count
        }
        GroupInfoAnswer.opening.withUnsafeBytes(copy)
        for (number, group) in groups.enumerated() {
            if number > 0 {
                bytes[position] = UInt8(ascii: ",")
                position += 1
            }
            group._withUnsafeGuaranteedRef {
                if let answer = $0.answer {
                    copy(answer.entry)
                }
            }
        }
        GroupInfoAnswer.closing.withUnsafeBytes(copy)
        return position
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
            switch append(group, to: &buffer) {
            case .appended: break
            case .tooLarge: return .failure(GroupInfoAnswer.tooLarge(maximumBytes))
            case .notHeld: return nil
            }
        }
        buffer.writeBytes(GroupInfoAnswer.closing)
        return checked(buffer)
    }

    /// The entry of one group, as it stands in the answer; `nil` when the group does not hold what it needs.
    ///
    /// - Returns: a failure when no answer with the entry is small enough.
    func entry(of group: CachedGroup) -> Result<[UInt8], APIError>? {
        var buffer = ByteBuffer()
        switch append(group, to: &buffer) {
        case .appended: return .success(Array(buffer: buffer))
        case .tooLarge: return .failure(GroupInfoAnswer.tooLarge(maximumBytes))
        case .notHeld: return nil
        }
    }

    private enum Appending {
        case appended
        case tooLarge
        /// The group does not hold what the entry needs.
        case notHeld
    }

    /// Appends the entry of one group.
    @inline(__always)
    private func append(_ group: CachedGroup, to buffer: inout ByteBuffer) -> Appending {
        if filter == nil, holdsUnfiltered(group) {
            if let answer = group.answer {
                buffer.writeBytes(answer.entry)
            }
        } else if selection.members == nil || !group.storesMembers {
            group.base.write(selection, into: &buffer)
            buffer.writeInteger(UInt8(ascii: "}"))
        } else if let wanted = selection.members, let members = group.members, group.isValid(at: now) {
            group.base.write(selection, into: &buffer)
            buffer.beginList(GroupInfoAnswer.memberList)
            members.write(wanted, into: &buffer, upTo: maximumBytes)
            buffer.writeStaticString("]}")
        } else if isCertainlyTooLarge(group) {
            return .tooLarge
        } else {
            return .notHeld
        }
        return buffer.readableBytes <= maximumBytes ? .appended : .tooLarge
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
