import Groups
import NIOCore
import Storage
import Synchronization
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One state of a group, encoded.
///
/// The base fields are always there, members as far as answers have needed them.
///
/// - Concurrency: safe for use from any thread; nothing but two marks ever changes.
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
    private let useMark = Atomic(false)

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
        // objects, places of the table and entries of the ledger
        let overhead = 512
        byteCount =
            overhead + key.id.count + base.byteCount + (answer?.bytes.capacity ?? 0) + (members?.byteCount ?? 0)
    }

    /// Whether the group has changed since.
    var isStale: Bool { staleMark.load(ordering: .acquiring) }

    /// Size of the unfiltered answer, if it is there.
    var answerBytes: Int { answer?.bytes.readableBytes ?? 512 }

    /// Size of the group's entry in an unfiltered answer; `nil` where it is not there.
    var entryBytes: Int? { answer?.entry.count }

    func markStale() {
        staleMark.store(true, ordering: .releasing)
    }

    /// Notes that the state is used; most of the time that is known, and nothing is written.
    func noteUse() {
        if !useMark.load(ordering: .relaxed) {
            useMark.store(true, ordering: .relaxed)
        }
    }

    /// Forgets that the state was used.
    ///
    /// - Returns: whether it was, since the last time.
    func forgetUse() -> Bool {
        useMark.exchange(false, ordering: .relaxed)
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
    let group: GroupID
    let id: [UInt8]
    let hash: Int

    init(app: SDKAppID, id: GroupID) {
        self.app = app
        group = id
        self.id = Array(id.text.utf8)
        hash = self.id.withUnsafeBytes { Self.hash(app, $0) }
    }

    /// Two numbers that differ from process to process, so that nobody can choose identifiers that collide.
    private static let seeds = (UInt64(bitPattern: Int64(0.hashValue)), UInt64(bitPattern: Int64(1.hashValue)) | 1)

    /// The hash of a key: its words go one after the other through a multiplication whose halves are put together.
    static func hash(_ app: SDKAppID, _ id: UnsafeRawBufferPointer) -> Int {
        let (seed, factor) = seeds
        var state = seed ^ UInt64(app.number)
        var position = 0
        while position + 8 <= id.count {
            state = folded(state ^ id.loadUnaligned(fromByteOffset: position, as: UInt64.self), factor)
            position += 8
        }
        var last = UInt64(id.count)
        while position < id.count {
            last = last << 8 | UInt64(id[position])
            position += 1
        }
        return Int(truncatingIfNeeded: folded(folded(state ^ last, factor), seed | 1))
    }

    private static func folded(_ number: UInt64, _ factor: UInt64) -> UInt64 {
        let (high, low) = number.multipliedFullWidth(by: factor)
        return high ^ low
    }

    func matches(_ app: SDKAppID, _ id: UnsafeRawBufferPointer) -> Bool {
        self.app == app && self.id.count == id.count
            && self.id.withUnsafeBytes { own in
                guard let start = own.baseAddress, let other = id.baseAddress else {
                    return true
                }
                return memcmp(start, other, id.count) == 0
            }
    }
}
