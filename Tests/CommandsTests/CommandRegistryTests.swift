import Apps
import Commands
import Testing
import Wire

@Suite("Command registry")
struct CommandRegistryTests {
    @Test func `commands are sorted by service and name, each once`() {
        let names = CommandRegistry.entries.map(\.name.description)
        let groups = Dictionary(grouping: CommandRegistry.entries, by: \.name.service)
        #expect(Set(names).count == names.count)
        for entries in groups.values {
            let commands = entries.map(\.name.command)
            #expect(commands == commands.sorted())
        }
    }

    @Test(arguments: CommandRegistry.entries.map(\.name.description))
    func `every command refuses what is not a JSON object`(path: String) async throws {
        let server = try await TestServer()
        #expect(try await server.call(path, "{").code == 60003)
        #expect([10004, 40001, 70402, 90001, 130001].contains(try await server.call(path, "[]").code))
    }

    @Test(arguments: CommandRegistry.entries.filter(\.acceptsEmptyBody).map(\.name.description))
    func `a command that needs no field takes an empty body unless the app is strict`(path: String) async throws {
        let server = try await TestServer()
        #expect(try await server.call(path, "").code == 0)
        let strict = server.changed { $0.isStrict = true }
        #expect(try await strict.call(path, "").code == 60003)
        #expect(try await strict.call(path, "{}").code == 0)
    }

    @Test(arguments: CommandRegistry.entries.filter { !$0.acceptsEmptyBody }.map(\.name.description))
    func `a command that needs a field refuses to go without`(path: String) async throws {
        let server = try await TestServer()
        #expect(try await server.call(path, "").code == 60003)
        let missing: [Int64?] = [10004, 20001, 40001, 40002, 70402, 90003, 130002, 130004]
        #expect(missing.contains(try await server.call(path, "{}").code))
    }
}
