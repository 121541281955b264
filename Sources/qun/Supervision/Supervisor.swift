import Foundation

/// The service manager that has started the process, which is told by datagrams what the server does.
///
/// This is systemd's protocol `sd_notify`; others speak it too. What cannot be told is not told: no server stops because its
/// manager does not listen.
struct Supervisor: Sendable {
    /// What a server does, in the manager's words.
    enum State {
        case ready
        /// - Parameter uptime: of the machine, in microseconds, by the clock that never goes back.
        case reloading(uptime: UInt64)
        case stopping
        /// The server is alive; a manager that wants to hear it restarts one that does not say it in time.
        case alive

        fileprivate var words: String {
            switch self {
            case .ready: "READY=1"
            case .reloading(let uptime): "RELOADING=1\nMONOTONIC_USEC=\(uptime)"
            case .stopping: "STOPPING=1"
            case .alive: "WATCHDOG=1"
            }
        }
    }

    /// How long a manager may leave others lying before there is room for a datagram, in milliseconds.
    private static let sendTimeout: Int32 = 1_000

    private let address: [UInt8]
    /// How often the manager wants to hear that the server is alive, at least; `nil` for not at all.
    let watchdogInterval: Duration?

    /// - Parameters:
    ///   - environment: `NOTIFY_SOCKET` is a path, or a name after `@`; `WATCHDOG_USEC` and `WATCHDOG_PID` as systemd has them.
    ///   - processID: this process's.
    /// - Returns: `nil` where no manager wants to be told.
    init?(environment: [String: String], processID: Int32) {
        guard let place = environment["NOTIFY_SOCKET"], place.hasPrefix("/") || place.hasPrefix("@") else {
            return nil
        }
        // a name that is no path begins with a zero
        address = place.hasPrefix("@") ? [0] + Array(place.utf8.dropFirst()) : Array(place.utf8)
        guard address.count > 1, address.count <= Self.maximumAddressBytes else {
            return nil
        }
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == processID } ?? true
        watchdogInterval = environment["WATCHDOG_USEC"].flatMap { Int64($0) }
            .flatMap { $0 > 0 && isMeant ? .microseconds($0) : nil }
    }

    /// Tells what the server does.
    ///
    /// - Parameter status: in words, for people; `nil` leaves the last one.
    /// - Returns: whether the manager has got it.
    @discardableResult
    func tell(_ state: State, status: String? = nil) -> Bool {
        send(state.words + (status.map { "\nSTATUS=\($0)" } ?? ""))
    }

    // MARK: Socket

    private static let maximumAddressBytes = MemoryLayout<sockaddr_un>.size - pathOffset
    private static let pathOffset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2

    private func send(_ text: String) -> Bool {
        let descriptor = socket(AF_UNIX, Self.datagram, 0)
        guard descriptor >= 0 else {
            return false
        }
        defer { close(descriptor) }
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &place) { $0[Self.pathOffset...].copyBytes(from: address) }
        let length = socklen_t(Self.pathOffset + address.count)
        let bytes = Array(text.utf8)
        return withUnsafePointer(to: &place) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                guard connect(descriptor, place, length) == 0 else {
                    return false
                }
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&request, 1, Self.sendTimeout)
                return Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT)) == bytes.count
            }
        }
    }

    #if canImport(Glibc)
        private static let datagram = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    #else
        private static let datagram = SOCK_DGRAM
    #endif
}
