import ArgumentParser
import Wire

struct AppTools: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "app",
        abstract: "List the apps of a running server, create one, or drop one.",
        subcommands: [List.self, Create.self, Drop.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the apps: number, where each comes from, its time, its administrators.")

        @OptionGroup var place: ControlOptions

        func run() async throws {
            let client = place.client
            let answer = try client.object(try await client.get("/control/v1/apps", []))
            guard case .array(let apps)? = answer["apps"] else {
                throw ConfigurationError("what listens at \(place.control) is no control port of this version")
            }
            for case .object(let app) in apps {
                let clock = app.object("clock")
                print(
                    "\(app.number("sdkappid"))  \(app.text("origin"))  "
                        + "\(LogTimestamp(milliseconds: clock.number("now") * 1_000))  "
                        + app.texts("admins").joined(separator: " ").visible)
            }
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an app, and print its number, key and administrators as a line of JSON.",
            discussion: "It answers calls from then on, and is there after the next start too.")

        @OptionGroup var place: ControlOptions

        @Option(name: .customLong("sdkappid"), help: "The app's number. Default: any that is free.")
        var sdkAppID: UInt32?

        @Option(help: ArgumentHelp("An account that may call; may be given several times.", valueName: "account"))
        var admin: [String] = []

        func run() async throws {
            var writer = JSONWriter()
            writer.beginObject()
            if let sdkAppID {
                writer.field("sdkappid", sdkAppID)
            }
            if !admin.isEmpty {
                writer.field("admins", admin)
            }
            writer.endObject()
            let made = try await place.client.send("POST", "/control/v1/apps", body: writer.bytes)
            print(made.line)
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop an app that was created so, with all it has.")

        @OptionGroup var place: ControlOptions

        @Argument(help: ArgumentHelp("The app's number.", valueName: "sdkappid"))
        var app: UInt32

        func run() async throws {
            _ = try await place.client.send("DELETE", "/control/v1/apps/\(app)")
        }
    }
}
