import Foundation
import SQLiteStore

extension Error {
    /// Whether a data folder was not opened because somebody else has its store open.
    var isFolderInUse: Bool {
        guard case .inUse? = self as? StoreOpenError else {
            return false
        }
        return true
    }
}
