import ServiceLifecycle
import Wire

/// Sends calls to a reader as they come, as server-sent events.
///
/// The reader has no buffer here but the ring: it is looked at again once the reader has room, and what has gone by then is
/// counted. So whoever reads slowly holds nothing up.
///
/// - Source: HTML Living Standard, section 9.2.
struct CallStream: Sendable {
    /// How long a call may wait to be sent.
    private static let interval = Duration.milliseconds(100)
    /// Looks at the ring, without a call, after which the reader is asked whether it is still there.
    private static let quietLooks = 150
    /// Calls that are sent in one piece.
    private static let batch = 256

    let calls: CallRing
    let filter: CallFilter
    /// Whether the bodies that are kept are a part of each call.
    var showsBodies = false
    let clock: any Clock<Duration>

    /// Sends until the reader or the server goes.
    ///
    /// - Parameter start: the number of the call to begin after.
    func run(after start: Int, _ send: ControlAnswer.Send) async throws {
        var last = start
        var quietLooks = 0
        try await send(Self.comment("the calls"))
        while !Task.isShuttingDownGracefully {
            let page = calls.page(after: last, limit: Self.batch, filter)
            last = page.last
            if page.lost > 0 || !page.calls.isEmpty {
                quietLooks = 0
                try await send(Self.events(page, showsBodies: showsBodies))
            } else {
                quietLooks += 1
            }
            if quietLooks == Self.quietLooks {
                quietLooks = 0
                try await send(Self.comment("still here"))
            }
            if !page.isCut {
                try await pause()
            }
        }
    }

    /// Waits until it is time to look again, or the server stops.
    private func pause() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.interval) }
        } catch is CancellationError where Task.isShuttingDownGracefully {
            return
        }
    }

    // MARK: Events

    private static func comment(_ text: StaticString) -> [UInt8] {
        var writer = JSONWriter(capacity: 32)
        writer.raw(": ")
        writer.raw(text)
        writer.raw("\n\n")
        return writer.bytes
    }

    /// The events of a page: how many are lost, then each call.
    static func events(_ page: CallRing.Page, showsBodies: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        if page.lost > 0 {
            bytes += Array("event: lost\ndata: {\"calls\":\(page.lost)}\n\n".utf8)
        }
        for call in page.calls {
            var writer = JSONWriter(capacity: 512)
            call.write(to: &writer, showsBodies: showsBodies)
            bytes += Array("event: call\nid: \(call.number)\ndata: ".utf8)
            bytes += writer.bytes
            bytes += Array("\n\n".utf8)
        }
        return bytes
    }
}
