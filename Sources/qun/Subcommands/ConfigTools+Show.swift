import ArgumentParser
import Control
import Foundation
import Wire

extension ConfigTools {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print each setting with its value and where that comes from.",
            discussion: """
                It takes the options of qun serve, the environment and the configuration file. Of secrets it says only \
                whether they are set. Of apps, backends, single rates and fields of members it shows what is given.
                """)

        @OptionGroup var server: Serve

        @Flag(help: "Print an object of JSON.")
        var json = false

        func run() throws {
            let configuration = try ServerConfiguration.load(
                flags: server.settings, environment: ProcessInfo.processInfo.environment)
            print(json ? Self.line(of: configuration.allSettings) : Self.table(of: configuration.allSettings))
        }

        private static func line(of settings: [ShownSetting]) -> String {
            var writer = JSONWriter(capacity: 8_192)
            writer.beginObject()
            writer.objects("settings", of: settings) { writer, setting in
                writer.field("name", setting.name)
                writer.field("value", setting.value)
                writer.field("source", setting.source)
            }
            writer.endObject()
            return String(decoding: writer.bytes, as: UTF8.self)
        }

        private static func table(of settings: [ShownSetting]) -> String {
            let rows = settings.map { (name: $0.name, value: $0.value.visible, source: $0.source.visible) }
            let nameWidth = rows.map(\.name.count).max() ?? 0
            // a long value moves its own source only
            let valueWidth = min(24, rows.map(\.value.count).max() ?? 0)
            return rows.map { row in
                row.name.filled(to: nameWidth) + "  " + row.value.filled(to: valueWidth) + "  " + row.source
            }.joined(separator: "\n")
        }
    }
}

extension String {
    /// The text with spaces up to a number of characters; a longer one as it is.
    fileprivate func filled(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
