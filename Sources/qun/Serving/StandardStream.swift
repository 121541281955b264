import Files
import Foundation
import SystemPackage

/// One of the streams that the process was started with.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The device and the number of the file behind it: `8:1234`, as `JOURNAL_STREAM` has it.
    var identity: String? {
        (try? FileStatus(of: FileDescriptor(rawValue: rawValue)))?.identity
    }

    /// Writes all bytes; a reader that has gone gets nothing, without harm.
    func write(_ bytes: [UInt8]) {
        _ = Self.write(bytes, to: rawValue)
    }

    /// Writes all bytes to a descriptor, in one piece where the system lets it, however long the other end takes them.
    ///
    /// - Returns: whether somebody is left to read.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: waitUntilWritable(descriptor)
            default: return false
            }
        }
        return true
    }

    private static func waitUntilWritable(_ descriptor: Int32) {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}
