import AppSnapshots
import Apps
import Logging
import Storage
import StoreCopy
import Wire

extension ServedApps {
    /// Writes all that an app has, as it is at one moment.
    ///
    /// - Parameter program: what the snapshot says has written it.
    func writeSnapshot(of app: AppSettings, program: String) async throws(ControlRefusal) -> WrittenSnapshot {
        let snapshot = try snapshot(of: app.sdkAppID)
        return try await transferring { try await snapshot.write(at: surroundings.now(), program: program) }
    }

    /// Takes a snapshot into an app, all of it or nothing.
    ///
    /// - Parameters:
    ///   - parts: what somebody sends; the app goes on until all of it has come.
    ///   - replaces: whether all that the app has makes room, as for a reset.
    func takeSnapshot(
        _ parts: BodyParts, into app: AppSettings, replaces: Bool
    ) async throws(ControlRefusal) -> SnapshotSummary {
        let id = app.sdkAppID
        let snapshot = try snapshot(of: id)
        let spool = try await transferring { try await snapshot.receive(parts) }
        return try await alone(id) { () async throws(ControlRefusal) in
            // it may have been dropped while the snapshot came
            guard directory.serves(app) else {
                throw .unknownApp(id)
            }
            let summary = try await transferring {
                try await snapshot.take(spool, replaces: replaces, administrators: app.admins)
            }
            if replaces {
                surroundings.forget(id)
            }
            note("a snapshot was taken into an app", id, ["records": .stringConvertible(summary.records)])
            return summary
        }
    }

    private func snapshot(of id: SDKAppID) throws(ControlRefusal) -> AppSnapshot {
        guard let store = store as? any AppTransferStore else {
            throw ControlRefusal(
                .storeFailed, "The store of this server gives no app out as a whole; use its own tools.")
        }
        return AppSnapshot(of: id, in: store, spoolFolder: surroundings.spoolFolder)
    }

    private func transferring<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws(ControlRefusal) -> Value {
        do {
            return try await body()
        } catch let refusal as ControlRefusal {
            throw refusal
        } catch SnapshotError.appInUse(let app, _) {
            throw ControlRefusal(
                .appUsed,
                "The app \(app) holds accounts or groups; choose another app, or let the snapshot take the place of all that "
                    + "it has with ?replace=true.")
        } catch let error as SnapshotError where error.isOfFile {
            throw ControlRefusal(.bodyInvalid, "The app stays as it was: \(error).")
        } catch {
            surroundings.logger.error("an app cannot be taken out or in", metadata: ["cause": "\(error)"])
            throw ControlRefusal(
                .storeFailed, "The app cannot be taken out or in at the moment; the server's log says why.")
        }
    }
}
