import Files
import Foundation
import Synchronization
import SystemPackage
import Wire

/// Reads the keys of apps from files.
final class KeyFiles {
    /// Stands for standard input in the place of a path.
    static let standardInput = "-"
    /// Far more than any key has.
    private static let maximumBytes = 65_536
    /// What came from standard input, which can be read once only.
    private static let input = Mutex<[UInt8]?>(nil)

    private var keys: [String: Secret] = [:]

    /// The paths of the files that were read.
    var paths: [String] { keys.keys.filter { $0 != Self.standardInput }.sorted() }

    /// The key that a file holds: its text without the end of the line.
    ///
    /// - Parameter path: of the file; `-` is standard input.
    /// - Throws: ``ConfigurationError`` for a file that cannot be read, and for one that holds no key.
    func key(at path: String) throws -> Secret {
        if let key = keys[path] {
            return key
        }
        let place = path == Self.standardInput ? "standard input" : "the file \(path)"
        let bytes: [UInt8]
        do {
            bytes = try Self.content(of: path)
        } catch {
            throw ConfigurationError(
                "the secret key in \(place) cannot be read: \((error as? Errno)?.words ?? "\(error)")")
        }
        let key = try Self.key(in: bytes, of: place)
        keys[path] = key
        return key
    }

    private static func key(in bytes: [UInt8], of place: String) throws -> Secret {
        guard bytes.count <= maximumBytes else {
            throw ConfigurationError("\(place) has more than \(maximumBytes) bytes, and is no secret key")
        }
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError("\(place) is not UTF-8, and so no secret key")
        }
        // one character, also where it is \r\n
        if text.last?.isNewline == true {
            text.removeLast()
        }
        guard !text.isEmpty else {
            throw ConfigurationError("\(place) is empty; it must hold the secret key")
        }
        guard !text.contains(where: \.isNewline) else {
            throw ConfigurationError("\(place) has more than one line; it must hold the secret key and nothing else")
        }
        return Secret(text)
    }

    /// At most a byte more than a key may have.
    private static func content(of path: String) throws -> [UInt8] {
        guard path == standardInput else {
            let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
            return try file.closeAfter { try read(file) }
        }
        return try input.withLock { input in
            let bytes = try input ?? read(.standardInput)
            input = bytes
            return bytes
        }
    }

    private static func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while bytes.count <= maximumBytes {
            let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            guard count > 0 else {
                break
            }
            bytes += buffer.prefix(count)
        }
        return bytes
    }
}
