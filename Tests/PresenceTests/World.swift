import Testing
import Wire

@testable import Presence

/// An app's presence that tests can change inside of expectations.
@dynamicMemberLookup
final class World {
    private var presence: AppPresence

    init(limits: PresenceLimits = PresenceLimits()) {
        presence = AppPresence(limits: limits)
    }

    subscript<Value>(dynamicMember path: KeyPath<AppPresence, Value>) -> Value { presence[keyPath: path] }

    // MARK: Changes

    func connect(_ name: String, on platform: Platform, at time: UnixTime = now) throws -> ConnectionID {
        try #require(presence.connect(try account(name), on: platform, at: time))
    }

    func isFull(for name: String) throws -> Bool {
        presence.connect(try account(name), on: .web, at: now) == nil
    }

    func heartbeat(_ id: ConnectionID, at time: UnixTime = now) -> Bool { presence.heartbeat(id, at: time) }

    func disconnect(_ id: ConnectionID) { presence.disconnect(id, at: now) }

    func logOut(_ id: ConnectionID) { presence.logOut(id) }

    func logOut(_ name: String) throws { presence.logOut(try account(name)) }

    func enter(_ room: String = "live", by id: ConnectionID, at time: UnixTime = now) throws -> Bool {
        presence.enter(try group(room), by: id, at: time)
    }

    /// Connects an account from a browser and lets it into the room `live`.
    @discardableResult
    func enter(_ name: String, at time: UnixTime = now) throws -> ConnectionID {
        let id = try connect(name, on: .web, at: time)
        try #require(try enter(by: id, at: time))
        return id
    }

    func leave(by id: ConnectionID) throws { presence.leave(try group("live"), by: id) }

    /// Sets the same marks on accounts in the room `live`.
    @discardableResult
    func set(_ marks: Set<Mark>, on names: String..., at time: UnixTime = now) throws -> [String] {
        try change(.set, marks, of: names, at: time)
    }

    /// Deletes the same marks of accounts in the room `live`.
    @discardableResult
    func delete(_ marks: Set<Mark>, of names: String...) throws -> [String] {
        try change(.delete, marks, of: names, at: now)
    }

    func change(_ kind: MarkChange.Kind, _ marks: Set<Mark>, of names: [String], at time: UnixTime) throws -> [String] {
        let items = try names.map { (account: try account($0), marks: marks) }
        return try presence.change(marksIn: try group("live"), by: MarkChange(kind, items), at: time).map(\.text)
    }

    func destroyRoom() throws { presence.forget(try group("live")) }

    func delete(_ name: String) throws { presence.forget(try account(name)) }

    func expire(at time: UnixTime) { presence.expire(at: time) }

    // MARK: Questions

    func status(of name: String) throws -> LoginStatus { presence.status(of: try account(name)) }

    func platforms(of name: String) throws -> [PlatformStatus] { presence.platforms(of: try account(name)) }

    func isOnline(_ name: String) throws -> Bool { presence.isOnline(try account(name)) }

    func isInside(_ name: String) throws -> Bool { presence.contains(try account(name), in: try group("live")) }

    func memberCount() throws -> Int { presence.memberCount(of: try group("live")) }

    func page(before: UnixTime = .never, mark: Int64? = nil) throws -> RoomPage {
        presence.page(of: try group("live"), with: mark.flatMap { Mark($0) }, before: before)
    }

    /// The names on the first page of the room `live`.
    func listed(mark: Int64? = nil) throws -> [String] { try page(mark: mark).entries.map(\.account.text) }
}
