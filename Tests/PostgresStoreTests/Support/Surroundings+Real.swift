import Dispatch
import Foundation
import Logging

@testable import PostgresStore

extension Surroundings {
    /// Those of the machine.
    static let real = Surroundings(
        uptime: { .nanoseconds(Int64(DispatchTime.now().uptimeNanoseconds)) },
        pause: { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + $0 / .seconds(1)) },
        randomBits: { UInt64.random(in: 0 ... .max) })
}

extension Logger {
    /// Notes nothing.
    static let silent = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
}

extension PostgresStore.Options {
    /// As few connections as show all that many would.
    static var small: Self {
        var options = Self()
        options.laneCount = 2
        options.readerCount = 1
        return options
    }

    /// Of a node that waits for the server as long as a loaded machine may take.
    static var patient: Self {
        var options = small
        options.maximumSilence = .seconds(600)
        options.patience = .seconds(600)
        return options
    }
}

extension PostgresStore {
    /// Makes the tables of a database, and opens no store.
    static func prepare(_ uri: String) throws {
        _ = try openDatabase(uri: uri, options: .small, surroundings: .real, logger: .silent)
    }
}
