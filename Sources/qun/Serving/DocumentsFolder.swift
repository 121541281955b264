import Foundation

/// Finds the documents that came with the program.
enum DocumentsFolder {
    /// A document that every version has.
    private static let known = "configuration.md"
    /// Folders above the program in which a source tree has its build.
    private static let levels = 5

    /// The path of this program.
    static var program: String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments.first
    }

    /// The folder of the documents: beside the program, in the source tree that it was built in, or where a package puts
    /// them; `nil` where there is none.
    ///
    /// - Parameter program: the path of the executable.
    static func find(for program: String) -> String? {
        var folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = [folder.appendingPathComponent("../share/doc/qun").standardizedFileURL]
        for _ in 0..<levels {
            candidates.append(folder.appendingPathComponent("docs"))
            folder.deleteLastPathComponent()
        }
        return candidates.map(\.path).first { FileManager.default.fileExists(atPath: $0 + "/" + known) }
    }
}
