import Apps
import Control
import Foundation
import Testing
import Wire

@testable import qun

@Suite("Ready report") struct ReadyReportTests {
    private let now = UnixTime(seconds: 1_735_700_000)

    private func report(
        app number: UInt32 = 1_400_000_001, origin: AppOrigin = .generated,
        _ change: (inout ReadyReport.Place) -> Void = { _ in }
    ) throws -> ReadyReport {
        let app = AppSettings(
            sdkAppID: SDKAppID(number), secretKey: "key", admins: [try #require(Account("administrator"))])
        var place = ReadyReport.Place(http: "http://127.0.0.1:8080", data: "/srv/qun-data", apps: [number], pid: 77)
        change(&place)
        return ReadyReport(place, caller: try FirstCaller(app, origin: origin), now: now)
    }

    private func fields(_ report: ReadyReport) throws -> [String: Any] {
        let line = Data(report.line.utf8)
        return try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    }

    @Test func `the line tells of all apps, the process and the data folder`() throws {
        let fields = try fields(
            report { place in
                place.apps = [1_400_000_001, 1_400_000_002]
                place.control = "http://127.0.0.1:8081"
            })
        #expect(fields["apps"] as? [Int] == [1_400_000_001, 1_400_000_002])
        #expect(fields["pid"] as? Int == 77)
        #expect(fields["data"] as? String == "/srv/qun-data")
        #expect(fields["control"] as? String == "http://127.0.0.1:8081")
        #expect(fields["sdkappid"] as? Int == 1_400_000_001)
        #expect(fields["https"] == nil && fields["ca"] == nil)
        #expect((fields["curl"] as? String)?.contains("create_group") == true)
    }

    @Test func `the banner says which app it is, how long the UserSig lives, and where console and documents are`()
        throws
    {
        let banner = try report { place in
            place.control = "http://127.0.0.1:8081"
            place.documents = "/usr/share/doc/qun"
            place.apps = [7, 1_400_000_001]
        }.banner
        #expect(banner.contains("  app        1400000001, made for this data folder; admin administrator\n"))
        #expect(banner.contains("  others     7\n"))
        #expect(banner.contains("  console    http://127.0.0.1:8081/console/\n"))
        #expect(banner.contains("  documents  /usr/share/doc/qun\n"))
        #expect(banner.contains("valid for 24 hours, until 2025-01-02 02:53:20 UTC\n"))
    }

    @Test func `the banner leaves out what there is not`() throws {
        let banner = try report().banner
        #expect(["console", "documents", "others", "https", "CA"].allSatisfy { !banner.contains("  \($0) ") })
    }

    @Test(arguments: [
        (AppOrigin.configured, "as configured"), (.demo, "the demo's, whose key everybody knows"),
        (.created, "made while the server ran"),
    ])
    func `the banner says where the app comes from`(origin: AppOrigin, words: String) throws {
        #expect(try report(origin: origin).banner.contains("1400000001, \(words); admin"))
    }

    @Test func `the demo's first call is about its group`() throws {
        let fields = try fields(report(app: DemoWorld.sdkAppID.number, origin: .demo))
        #expect((fields["curl"] as? String)?.contains("get_group_info") == true)
    }

    @Test func `an app that nobody could call is an error`() {
        for settings in [
            AppSettings(sdkAppID: SDKAppID(5), secretKey: nil, admins: [.administrator]),
            AppSettings(sdkAppID: SDKAppID(5), secretKey: "key", admins: []),
        ] {
            #expect(throws: ConfigurationError.self) { try FirstCaller(settings, origin: .configured) }
        }
    }
}
