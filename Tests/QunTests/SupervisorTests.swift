import Foundation
import Testing

@testable import qun

@Suite("Service manager", .timeLimit(.minutes(1)))
struct SupervisorTests {
    /// The manager's end of the socket, which is closed with it.
    private final class Ear: Sendable {
        let descriptor: Int32

        /// - Parameter address: of the socket, with a zero in front of a name.
        init(at address: [UInt8]) {
            #if canImport(Glibc)
                descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            #else
                descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
            #endif
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
            withUnsafeMutableBytes(of: &place) { $0[offset...].copyBytes(from: address) }
            let result = withUnsafePointer(to: &place) { place in
                place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(offset + address.count))
                }
            }
            precondition(result == 0)
        }

        deinit { close(descriptor) }

        func hear() -> String {
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }

    private func made(by environment: [String: String]) -> Supervisor? {
        Supervisor(environment: environment, processID: 7)
    }

    @Test func `it is told what the server does, at a path`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/notify"
        let ear = Ear(at: Array(path.utf8))
        let manager = try #require(made(by: ["NOTIFY_SOCKET": path]))
        #expect(manager.tell(.ready, status: "serving 1 app"))
        #expect(ear.hear() == "READY=1\nSTATUS=serving 1 app")
        #expect(manager.tell(.reloading(uptime: 12_345)))
        #expect(ear.hear() == "RELOADING=1\nMONOTONIC_USEC=12345")
        #expect(manager.tell(.stopping))
        #expect(ear.hear() == "STOPPING=1")
        #expect(manager.tell(.alive))
        #expect(ear.hear() == "WATCHDOG=1")
    }

    #if os(Linux)
        @Test func `it is told at a name that is no path`() throws {
            let name = "qun-\(UUID().uuidString)"
            let ear = Ear(at: [0] + Array(name.utf8))
            let manager = try #require(made(by: ["NOTIFY_SOCKET": "@" + name]))
            #expect(manager.tell(.ready))
            #expect(ear.hear() == "READY=1")
        }
    #endif

    @Test func `one that is not there is not told, and nothing else happens`() throws {
        let folder = try TemporaryFolder()
        let manager = try #require(made(by: ["NOTIFY_SOCKET": folder.path + "/nobody"]))
        #expect(!manager.tell(.ready))
    }

    @Test(arguments: [nil, "", "@", "relative", "/" + String(repeating: "x", count: 200)])
    func `without a place there is none`(place: String?) {
        #expect(made(by: ["NOTIFY_SOCKET": place].compactMapValues(\.self)) == nil)
    }

    @Test func `it says how often it wants to hear that the server is alive`() throws {
        let cases: [([String: String], Duration?)] = [
            ([:], nil), (["WATCHDOG_USEC": "30000000"], .seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], .seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "-5"], nil), (["WATCHDOG_USEC": "often"], nil),
        ]
        for (variables, interval) in cases {
            let manager = try #require(made(by: variables.merging(["NOTIFY_SOCKET": "/run/notify"]) { $1 }))
            #expect(manager.watchdogInterval == interval)
        }
    }
}
