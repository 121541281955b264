import Groups
import NIOCore
import Storage
import Synchronization
import Wire

/// One state of a group, encoded.
///
/// The base fields are always there, members as far as answers have needed them.
///
/// - Concurrency: safe for use from any thread; nothing but the mark of staleness ever changes.
final class CachedGroup: Sendable {
    /// Of members, what a state holds or an answer needs.
    struct Parts: OptionSet, Sendable {
        let rawValue: UInt8

        /// The whole unfiltered answer.
        static let answer = Parts(rawValue: 1 << 0)
        /// The fields of each member apart.
        static let memberFields = Parts(rawValue: 1 << 1)
    }

    let key: CachedGroupKey
    let stamp: GroupStamp
    let base: BaseFragments
    let answer: UnfilteredAnswer?
    let members: MemberFragments?
    let memberNum: Int64
    /// Whether answers list the group's members where they are wanted.
    let storesMembers: Bool
    /// The moments at which what is told of mutes is true.
    let validity: Range<Int64>
    /// Memory that the state takes, roughly.
    let byteCount: Int
    private let staleMark = Atomic(false)

    init(
        key: CachedGroupKey, stamp: GroupStamp, profile: GroupProfile, base: BaseFragments, answer: UnfilteredAnswer?,
        members: MemberFragments?, validity: Range<Int64>
    ) {
        self.key = key
        self.stamp = stamp
        self.base = base
        self.answer = answer
        self.members = members
        memberNum = profile.memberNum
        storesMembers = profile.type.storesMembers
        self.validity = validity
        // objects, slots and index entries
        let overhead = 512
        byteCount =
            overhead + key.id.count + base.byteCount + (answer?.bytes.capacity ?? 0) + (members?.byteCount ?? 0)
    }

    /// Whether the group has changed since.
    var isStale: Bool { staleMark.load(ordering: .acquiring) }

    /// Size of the unfiltered answer, if it is there.
    var answerBytes: Int { answer?.bytes.readableBytes ?? 512 }

    func markStale() {
        staleMark.store(true, ordering: .releasing)
    }

    var parts: Parts {
        var parts: Parts = []
        if answer != nil { parts.insert(.answer) }
        if members != nil { parts.insert(.memberFields) }
        return parts
    }

    func isValid(at now: UnixTime) -> Bool {
        validity.contains(now.seconds)
    }
}

/// What a group is found by: the app and the bytes of its identifier.
struct CachedGroupKey: Sendable {
    let app: SDKAppID
    let id: [UInt8]
    let hash: Int

    init(app: SDKAppID, id: GroupID) {
        self.app = app
        self.id = Array(id.text.utf8)
        hash = self.id.withUnsafeBytes { Self.hash(app, $0) }
    }

    /// Seeded anew in each process, so that nobody can choose identifiers that collide.
    static func hash(_ app: SDKAppID, _ id: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(app.number)
        hasher.combine(bytes: id)
        return hasher.finalize()
    }

    func matches(_ app: SDKAppID, _ id: UnsafeRawBufferPointer) -> Bool {
        self.app == app && self.id.count == id.count && self.id.elementsEqual(id)
    }
}
