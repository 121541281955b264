import Foundation
package import SystemPackage

extension Errno {
    /// Why a file or a folder cannot be used, for an operator: what is wrong rather than what was tried.
    package var words: String {
        switch self {
        case .permissionDenied, .notPermitted:
            "there is no permission for the user that this runs as (uid \(geteuid()))"
        case .readOnlyFileSystem: "it is on a file system that can only be read"
        case .noSpace: "the disk is full"
        case .diskQuotaExceeded: "the disk quota of this user is used up"
        case .notDirectory: "a part of its path is a file, and no folder"
        case .isDirectory: "it is a folder"
        case .fileExists: "something else stands in its place"
        case .noSuchFileOrDirectory: "it is not there"
        case .tooManySymbolicLinkLevels: "it is a symbolic link"
        case .fileNameTooLong: "its name is too long"
        case .ioError: "the disk fails"
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "too many files are open"
        default: description
        }
    }
}
