import Foundation
import Gateway
import TestSupport
import Testing

@testable import qun

@Suite struct DescriptorLimitTests {
    @Test(arguments: [(1, 62), (2, 68), (64, 440)])
    func `a server needs so many for itself and a few connections`(eventLoops: Int, needed: Int) throws {
        let least = try DescriptorLimit(count: needed, eventLoops: eventLoops)
        #expect(least.connections(upTo: 10_000) == 8)
        let error = #expect(throws: ConfigurationError.self) {
            try DescriptorLimit(count: needed - 1, eventLoops: eventLoops)
        }
        #expect(error?.description.contains("\(needed - 1) files") == true)
        #expect(error?.description.contains("at least \(needed)") == true)
    }

    @Test func `connections get what the server does not need`() throws {
        let limit = try DescriptorLimit(count: 1024, eventLoops: 2)
        #expect(limit.connections(upTo: 10_000) == 964)
        #expect(limit.connections(upTo: 964) == 964)
        #expect(limit.connections(upTo: 100) == 100)
        #expect(limit.count(for: 964) == 1024)
    }

    @Test func `connections to a database are not there for clients`() throws {
        let limit = try DescriptorLimit(count: 1024, eventLoops: 2, storeConnections: 9)
        #expect(limit.connections(upTo: 10_000) == 946)
    }

    @Test func `a limit that is none allows all connections`() throws {
        #expect(try DescriptorLimit(count: .max, eventLoops: 2).connections(upTo: 1_000_000) == 1_000_000)
    }

    @Test func `fewer connections than configured are told of, with the limit that would do`() throws {
        let log = LogCapture()
        var limits = GatewayLimits()
        limits.hold(to: try DescriptorLimit(count: 1024, eventLoops: 2), logger: log.logger)
        #expect(limits.maximumConnections == 964)
        #expect(log.lines.map(\.fields) == [["connections": "964", "open_files": "1024", "needed": "10060"]])
        limits.hold(to: try DescriptorLimit(count: 1024, eventLoops: 2), logger: log.logger)
        #expect(log.lines.count == 1)
    }

    @Test func `the process has as many as it may have`() {
        let raised = DescriptorLimit.raised()
        #expect(raised > 0)
        #expect(DescriptorLimit.raised() == raised)
    }
}
