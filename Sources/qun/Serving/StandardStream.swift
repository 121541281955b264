import Foundation

/// One of the streams that the process was started with.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// Writes all bytes, in one piece where the system lets it; a reader that has gone gets nothing, without harm.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(rawValue, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else {
                // nobody is left who could be told
                return
            }
            rest = rest.dropFirst(max(0, written))
        }
    }
}
