import Foundation

/// The terminal that a process was started at.
struct Terminal {
    private let descriptor: Int32

    /// `nil` for a process that has none among its streams.
    static var ofProcess: Terminal? {
        (0...2).first { isatty($0) == 1 }.map(Terminal.init)
    }

    /// - Parameter descriptor: of an open terminal.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether nobody sits at it any more: its window was closed, or its line was cut.
    var hasGone: Bool {
        var request = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLHUP) != 0
    }
}
