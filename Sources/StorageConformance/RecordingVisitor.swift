import Groups
import Storage
import Wire

/// A visitor that keeps what it is shown, until it has seen enough.
struct RecordingVisitor: GroupVisitor {
    enum Sighting: Equatable {
        case group(GroupID)
        case missing(GroupID)
        case member(Account)
        case endOfMembers
    }

    private(set) var sightings: [Sighting] = []
    private(set) var profiles: [GroupProfile] = []
    private(set) var members: [Member] = []

    private let limit: Int

    /// - Parameter limit: after how many sightings the visitor has seen enough.
    init(limit: Int = .max) {
        self.limit = limit
    }

    mutating func visit(_ profile: GroupProfile) -> Bool {
        profiles.append(profile)
        return note(.group(profile.id))
    }

    mutating func visitMissing(_ group: GroupID) -> Bool {
        note(.missing(group))
    }

    mutating func visit(_ member: Member) -> Bool {
        members.append(member)
        return note(.member(member.account))
    }

    mutating func endMembers() -> Bool {
        note(.endOfMembers)
    }

    private mutating func note(_ sighting: Sighting) -> Bool {
        sightings.append(sighting)
        return sightings.count < limit
    }
}
