import ArgumentParser
import Wire

struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Empty an app of a running server that was started with --dev or --demo.",
        discussion: """
            All groups, accounts and messages of the app are gone then, its clock is set back, and with --to-seed it has \
            again what it began with.
            """)

    @OptionGroup var app: ControlledApp

    @Flag(help: "Give it again what it began with.")
    var toSeed = false

    func run() async throws {
        let client = app.place.client
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("to", toSeed ? "seed" : "empty")
        writer.endObject()
        _ = try await client.send("POST", "\(try await app.path(client))/reset", body: writer.bytes)
    }
}
