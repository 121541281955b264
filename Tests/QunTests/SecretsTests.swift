import Apps
import ArgumentParser
import Commands
import Configuration
import Control
import Foundation
import Logging
import SQLiteStore
import Testing
import Wire

@testable import qun

/// Nothing that holds a key or a signature can be printed with it.
@Suite struct SecretsTests {
    private static let key = "5eed0000c0ffee00d15ea5e00ddba110"

    private func texts(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(reflecting: value), dumped]
    }

    private var app: AppSettings {
        get throws {
            AppSettings(
                sdkAppID: SDKAppID(1), secretKey: Secret(Self.key), admins: [try #require(Account("administrator"))])
        }
    }

    @Test func `settings of apps`() throws {
        #expect(try texts(of: app).allSatisfy { !$0.contains(Self.key) })
        #expect(try texts(of: AppDirectory([app])).allSatisfy { !$0.contains(Self.key) })
    }

    @Test func `a configuration, from whichever source`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(#"{"apps": {"5": {"secretKey": "\#(Self.key)"}}}"#)
        let configurations = [
            try ServerConfiguration.load(
                flags: ["sdkappid": .int(5), "secretKey": .string(Self.key)], environment: [:]),
            try ServerConfiguration.load(
                flags: [:], environment: ["QUN_SDKAPPID": "5", "QUN_SECRET_KEY": Self.key]),
            try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:]),
        ]
        for configuration in configurations {
            #expect(configuration.apps.first?.secretKey == Secret(Self.key))
            #expect(texts(of: configuration).allSatisfy { !$0.contains(Self.key) })
        }
    }

    @Test func `a wrong key in the file is not repeated`() throws {
        let folder = try TemporaryFolder()
        let key = Self.key
        for text in [#"{"secretKey": ["\#(key)"]}"#, #"{"secretKey": "\#(key)""#, #"{"secretKey": "\#(key)"}"#] {
            let file = try folder.write(text)
            let error = #expect(throws: ConfigurationError.self) {
                try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
            }
            #expect(error?.description.contains(Self.key) == false)
        }
    }

    @Test func `the address of the store`() throws {
        let address = "postgres://qun:\(Self.key)@127.0.0.1:1/qun"
        let configuration = try ServerConfiguration.load(flags: [:], environment: ["QUN_STORE": address])
        #expect(texts(of: configuration).allSatisfy { !$0.contains(Self.key) })
    }

    @Test func `the app that the server made`() throws {
        let made = try GeneratedApp.load(from: DataFolder(path: try TemporaryFolder().path)) { $0 - 1 }
        #expect(texts(of: made).allSatisfy { !$0.contains(made.secretKey.revealed) })
    }

    @Test func `the report, which shows a signature only where it is asked to`() throws {
        let report = ReadyReport(
            ReadyReport.Place(http: "http://127.0.0.1:1", data: "/data", apps: [1], pid: 7),
            caller: try FirstCaller(app, origin: .configured), now: UnixTime(seconds: 1_735_700_000))
        let signature = report.userSig.revealed
        #expect(report.line.contains(signature) && report.banner.contains(signature))
        #expect(texts(of: report).allSatisfy { !$0.contains(signature) })
    }

    @Test func `services`() throws {
        let trimming = HistoryTrimming(
            store: try SQLiteStore.openTemporary(), apps: AppDirectory([try app]),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { .never }, clock: ContinuousClock())
        #expect("\(trimming)" == "history trimming")
        #expect(texts(of: trimming).allSatisfy { !$0.contains(Self.key) })
    }

    @Test func `flags of the command line`() throws {
        let serve = try Serve.parse(["--sdkappid", "5", "--secret-key", Self.key])
        #expect(texts(of: serve).allSatisfy { !$0.contains(Self.key) })
        let make = try UserSigTools.Make.parse(["--sdkappid", "5", "--secret-key", Self.key])
        #expect(texts(of: make).allSatisfy { !$0.contains(Self.key) })
    }
}
