import Apps
import Logging
import Storage
import Wire

extension ServedApps {
    /// The numbers that apps get which are created without one; how many tries find a free one.
    private static let numbers = 1_600_000_000..<1_700_000_000
    private static let tries = 100
    private static let keyLength = 64

    /// Creates an app, which is there from the next call on and after every start.
    ///
    /// - Parameters:
    ///   - id: `nil` for any that is free.
    ///   - secretKey: `nil` for a new one.
    ///   - admins: empty for those that apps of this server have.
    func create(
        _ id: SDKAppID?, secretKey: Secret?, admins: [Account]
    ) async throws(ControlRefusal) -> AppSettings {
        var app = common
        if let id {
            app.sdkAppID = id
        } else {
            app.sdkAppID = try freeNumber()
        }
        app.secretKey = secretKey ?? RandomText.hex(count: Self.keyLength, surroundings.random)
        app.admins = admins.isEmpty ? common.admins : admins
        app.clock = .server
        app.creation = nextCreation()
        let made = app
        return try await alone(made.sdkAppID) { () async throws(ControlRefusal) in
            guard directory[made.sdkAppID] == nil else {
                throw ControlRefusal(.appExists, "There is an app \(made.sdkAppID) already; choose another sdkappid.")
            }
            try await storing { () async throws(StoreError) in
                try await store.importAdmins(of: made, at: surroundings.now())
            }
            changeBackground(of: made.sdkAppID) { $0 = Background(origin: .created, firstClock: .server) }
            _ = directory.add(made)
            do throws(ControlRefusal) {
                try keepCreated()
            } catch {
                _ = directory.remove(made.sdkAppID)
                changeBackground(of: made.sdkAppID) { $0 = nil }
                throw error
            }
            note("an app was created", made.sdkAppID)
            return made
        }
    }

    /// Drops an app that was created, with all it has, once the calls that are being carried out have ended.
    func drop(_ app: AppSettings) async throws(ControlRefusal) {
        let id = app.sdkAppID
        try await alone(id) { () async throws(ControlRefusal) in
            guard background(of: id).origin == .created else {
                throw ControlRefusal(
                    .appFixed,
                    "The app \(id) belongs to the server's configuration, so that it can be reset but not dropped.")
            }
            // kept until all is gone: after a crash it is there to be dropped again
            _ = try change(id) { $0.isDisabled = true }
            await calls.close(id)
            defer { calls.open(id) }
            try await storing { () async throws(StoreError) in
                try await store.removeAll(of: app, at: surroundings.now())
            }
            _ = directory.remove(id)
            try keepCreated()
            changeBackground(of: id) { $0 = nil }
            surroundings.forget(id)
            note("an app was dropped", id)
        }
    }

    private func freeNumber() throws(ControlRefusal) -> SDKAppID {
        for _ in 0..<Self.tries {
            let id = SDKAppID(UInt32(Self.numbers.lowerBound + surroundings.random(Self.numbers.count)))
            if directory[id] == nil {
                return id
            }
        }
        throw ControlRefusal(.appExists, "No number is free for another app; drop some.")
    }

    private func keepCreated() throws(ControlRefusal) {
        let created = directory.all.filter { background(of: $0.sdkAppID).origin == .created }
        do {
            try surroundings.keep(
                created.map {
                    CreatedApp(sdkAppID: $0.sdkAppID, secretKey: $0.secretKey ?? "", admins: $0.admins)
                })
        } catch {
            surroundings.logger.error("the apps that were created cannot be kept", metadata: ["cause": "\(error)"])
            throw ControlRefusal(
                .storeFailed, "The data folder cannot be written to at the moment; the server's log says why.")
        }
    }
}
