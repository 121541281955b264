import Apps
import Groups
import Wire

/// The answer of the commands that return counters.
struct GroupCounterResponse: CommandResponse {
    let counters: [GroupCounter]

    func write(to writer: inout JSONWriter) {
        writer.objects("GroupCounter", of: counters) { writer, counter in
            writer.field("Key", counter.key)
            writer.field("Value", counter.value)
        }
    }
}

extension AppSettings {
    /// - Throws: ``ErrorCode/featureNotInPlan``.
    func requireGroupCounters() throws(APIError) {
        guard hasGroupCounters else {
            throw APIError(.featureNotInPlan, "group counters are switched off for this app")
        }
    }
}
