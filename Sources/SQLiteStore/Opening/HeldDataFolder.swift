package import Foundation

/// A data folder that no server can open meanwhile.
package final class HeldDataFolder {
    private let folder: DataFolder

    /// - Throws: ``StoreOpenError``, also where a server has its store open.
    package init(_ url: URL) throws {
        folder = try DataFolder(url, makesFolder: false)
    }

    deinit {
        folder.unlock()
    }
}
