import Apps
import Wire

extension ControlRoute {
    /// The app that a path names.
    static let app = RouteParameter("sdkappid", .integer(1...Int(UInt32.max)), "the number of an app")

    static let getApps = ControlRoute(
        method: .get, path: "/control/v1/apps", name: "getApps", summary: "Lists the apps, by number.",
        form: .json(.object([.init("apps", .list(AppForm.schema), "the apps")]))
    ) { _, sources in
        .object { writer in
            writer.array("apps", of: sources.apps.directory.all) { writer, app in
                AppForm(app, in: sources.apps).write(to: &writer)
            }
        }
    }
}
