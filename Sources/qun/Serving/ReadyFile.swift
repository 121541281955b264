import Files
import Foundation
import SystemPackage
import Wire

/// A file that says where a server is, for as long as it takes calls.
///
/// It holds the line that the server prints when it is ready, with a UserSig in it, and is readable by its owner only.
struct ReadyFile: Sendable {
    let path: String
    /// The process that writes it.
    let process: Int32

    /// Makes sure that the file can be written, and takes away what a server has left that ended without an order.
    ///
    /// - Throws: ``ConfigurationError``, also where a file stands there that no server has written.
    func prepare() throws {
        try check()
        do {
            try FileManager.default.removeItem(at: URL(fileURLWithPath: path))
        } catch CocoaError.fileNoSuchFile {
            return
        } catch {
            throw self.error("the one of an earlier start cannot be removed")
        }
    }

    /// Makes sure that the file can be written, and changes nothing.
    ///
    /// - Throws: ``ConfigurationError``, also where a file stands there that no server has written.
    func check() throws {
        let place = URL(fileURLWithPath: path)
        let folder = place.deletingLastPathComponent().path
        guard access(folder, W_OK | X_OK) == 0 else {
            throw error("its folder \(folder): \(Errno(rawValue: errno).words)")
        }
        guard (try? FileManager.default.attributesOfItem(atPath: place.path)) == nil || writer != nil else {
            throw error("what stands there was written by no server")
        }
    }

    /// Writes the file so that whoever reads it finds the whole line.
    ///
    /// - Throws: ``ConfigurationError``.
    func write(_ line: String) throws {
        let place = URL(fileURLWithPath: path)
        do {
            let folder = try FileDescriptor.open(
                FilePath(place.deletingLastPathComponent().path), .readOnly, options: [.directory, .closeOnExec])
            try folder.closeAfter {
                try folder.replaceFile(place.lastPathComponent, with: Array((line + "\n").utf8), waitsForDisk: false)
            }
        } catch let error as Errno {
            throw self.error(error.words)
        }
    }

    /// Removes the file, unless another server has written it meanwhile.
    func remove() {
        if writer == Int64(process) {
            try? FileManager.default.removeItem(atPath: URL(fileURLWithPath: path).path)
        }
    }

    /// The process that the file tells of; `nil` where there is no file, or one that no server has written.
    private var writer: Int64? {
        guard
            let data = FileManager.default.contents(atPath: path),
            case .object(let line)? = try? JSONParser.parse(data),
            case .string("ready")? = line["event"], case .integer(let process)? = line["pid"]
        else {
            return nil
        }
        return process
    }

    private func error(_ reason: String) -> ConfigurationError {
        ConfigurationError("the ready file \(path) cannot be written: \(reason); choose another with --ready-file")
    }
}
