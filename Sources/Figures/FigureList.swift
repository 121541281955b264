/// What is known of a figure beside its value.
package struct FigureDescription: Sendable {
    package enum Kind: String, Sendable {
        case counter
        case gauge
        case histogram
    }

    package let name: String
    package let kind: Kind
    /// The names of its labels.
    package let labels: [String]
    /// What it says, in words.
    package let meaning: String

    init(_ name: String, _ kind: Kind, _ labels: [String] = [], _ meaning: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.meaning = meaning
    }
}

/// Every figure of the server; docs/metrics.md is printed from it.
package enum FigureList {
    /// Sorted by name.
    package static let all: [FigureDescription] = [
        .init("process_cpu_seconds_total", .counter, "Processor time that the process has spent, user and system."),
        .init("process_max_fds", .gauge, "Files and sockets that the process may have open."),
        .init("process_open_fds", .gauge, "Files and sockets that the process has open."),
        .init("process_resident_memory_bytes", .gauge, "Memory of the process that is resident."),
        .init("process_start_time_seconds", .gauge, "When the process began, in seconds since 1970."),
        .init("process_virtual_memory_bytes", .gauge, "Address space of the process."),
        .init("qun_build_info", .gauge, ["version"], "1, with the version of the server."),
        .init("qun_call_duration_seconds", .histogram, ["command"], "From the end of a request's head to its answer."),
        .init(
            "qun_calls_in_flight", .gauge,
            "Calls that are carried out at the moment, those that wait for the store too."),
        .init("qun_calls_total", .counter, ["command", "code"], "Calls by command and code; 0 is success."),
        .init("qun_connections", .gauge, "Connections to the ports of the API."),
        .init("qun_connections_refused_total", .counter, "Connections that were closed at once, because of a limit."),
        .init(
            "qun_control_requests_total", .counter, ["route", "status"],
            "Requests to the control port by route and status."),
        .init("qun_group_cache_build_seconds", .histogram, "Reading and encoding the groups of one request."),
        .init("qun_group_cache_bytes", .gauge, "Memory of the groups that are kept."),
        .init("qun_group_cache_evictions_total", .counter, "Groups that went because the memory ran out."),
        .init("qun_group_cache_hits_total", .counter, "Groups that were answered from memory."),
        .init("qun_group_cache_misses_total", .counter, "Requests that had to read the store."),
        .init("qun_store_commits_total", .counter, "Transactions of the store that were committed."),
        .init("qun_store_writes_total", .counter, "Writes that they held; writes that come together share a commit."),
        .init("qun_webhook_deliveries_total", .counter, ["event", "result"], "Tries to tell an event to a backend."),
        .init("qun_webhook_delivery_seconds", .histogram, ["event"], "How long a try took."),
        .init("qun_webhook_oldest_waiting_seconds", .gauge, "The age of the oldest event that waits to be told."),
        .init("qun_webhook_question_seconds", .histogram, ["event"], "How long a question took."),
        .init("qun_webhook_questions_total", .counter, ["event", "result"], "Questions that a backend was asked."),
        .init("qun_webhook_untaken_total", .counter, ["event"], "Events that are tried no more."),
        .init("qun_webhook_waiting_events", .gauge, "Events that wait to be told."),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    static func find(_ name: String) -> FigureDescription? {
        byName[name]
    }

    // MARK: Page

    /// The page docs/metrics.md.
    package static var page: String {
        let rows = all.map { figure in
            let labels = figure.labels.map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(figure.name)` | \(figure.kind.rawValue) | \(labels) | \(figure.meaning) |\n"
        }
        let bounds = HistogramFigure.bounds.map(\.seconds).joined(separator: ", ")
        return """
            # Metrics

            Printed by `scripts/docs --metrics` from the list of figures; do not edit.

            `GET /control/v1/metrics`, or `/metrics`, on the [control port](control.md) answers them in the text format of Prometheus \
            (0.0.4). A figure is there once something was counted.

            | Name | Kind | Labels | What it says |
            |---|---|---|---|
            \(rows.joined())
            A label has \(Figures.maximumLabelValues) values at most; what comes after them is counted as `other`. A figure has \
            \(Figures.maximumSeries) series at most. Buckets of histograms end at \(bounds) seconds. Commands that do not exist are \
            counted as `unknown`.

            """
    }
}

extension FigureDescription {
    fileprivate init(_ name: String, _ kind: Kind, _ meaning: String) {
        self.init(name, kind, [], meaning)
    }
}
