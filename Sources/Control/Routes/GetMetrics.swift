import Figures

extension ControlRoute {
    static let getMetrics = metrics(at: "/control/v1/metrics", name: "getMetrics")

    /// Where collectors look that are told nothing but an address.
    static let getMetricsAtRoot = metrics(at: "/metrics", name: "getMetricsAtRoot")

    private static func metrics(at path: String, name: String) -> ControlRoute {
        ControlRoute(
            method: .get, path: path, name: name,
            summary: "Counts and times of the server, for Prometheus; docs/metrics.md lists them.",
            form: .text(Figures.mediaType, "The text format of Prometheus.")
        ) { _, sources in
            ControlAnswer(.whole(Array(sources.figures.text.utf8)))
        }
    }
}
