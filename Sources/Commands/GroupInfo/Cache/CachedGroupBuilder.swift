import Apps
import Groups
import Storage
import Wire

/// Encodes one group for the cache while it is being read.
struct CachedGroupBuilder: Sendable {
    private let profile: GroupProfile
    private let stamp: GroupStamp
    private let app: AppSettings
    private let now: UnixTime
    private let maximumBytes: Int
    private var answer: GroupInfoWriter?
    private var members: MemberFragments.Builder?
    private var validFrom = Int64.min
    private var validUntil = Int64.max

    /// - Parameters:
    ///   - parts: what to keep of members.
    ///   - now: by the app's clock.
    ///   - maximumBytes: beyond which members are not kept.
    init(
        _ profile: GroupProfile, stamp: GroupStamp, parts: CachedGroup.Parts, app: AppSettings, now: UnixTime,
        maximumBytes: Int
    ) {
        self.profile = profile
        self.stamp = stamp
        self.app = app
        self.now = now
        self.maximumBytes = maximumBytes
        if parts.contains(.answer) {
            var writer = GroupInfoWriter(
                entries: [.unread(profile.id)],
                selection: UnfilteredVariant(app).selection, app: app.sdkAppID, now: now, onlineMemberNums: [:],
                isOnline: { _ in false },
                maximumBytes: min(maximumBytes, app.maximumAnswerBytes))
            answer = writer.visit(profile) ? writer : nil
        }
        if parts.contains(.memberFields), profile.type.storesMembers {
            members = MemberFragments.Builder()
        }
    }

    /// Takes the next member.
    mutating func append(_ member: Member) {
        if member.muteUntil > now {
            validUntil = min(validUntil, member.muteUntil.seconds)
        } else if member.muteUntil != .never {
            validFrom = max(validFrom, member.muteUntil.seconds)
        }
        if answer?.visit(member) == false {
            answer = nil
        }
        members?.append(member, at: now)
        if let count = members?.count, count > maximumBytes / 2 {
            members = nil
        }
    }

    /// The group as far as it has been read.
    ///
    /// - Parameters:
    ///   - isComplete: whether all members have been taken.
    ///   - wholeAnswer: the unfiltered answer, where somebody else has written it.
    func finish(isComplete: Bool, wholeAnswer: [UInt8]? = nil) -> CachedGroup {
        CachedGroup(
            key: CachedGroupKey(app: app.sdkAppID, id: profile.id), stamp: stamp, profile: profile,
            base: BaseFragments(profile, app: app.sdkAppID),
            answer: isComplete ? finishedAnswer(wholeAnswer) : nil,
            members: isComplete ? members?.finish() : nil,
            validity: validFrom..<max(validFrom, validUntil))
    }

    private func finishedAnswer(_ wholeAnswer: [UInt8]?) -> UnfilteredAnswer? {
        if let wholeAnswer {
            return UnfilteredAnswer(wholeAnswer, variant: UnfilteredVariant(app))
        }
        guard var answer, answer.endMembers(), answer.finish() else {
            return nil
        }
        return UnfilteredAnswer(answer.bytes, variant: UnfilteredVariant(app))
    }
}
