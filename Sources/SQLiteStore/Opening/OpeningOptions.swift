/// How the store of a data folder is opened.
package struct OpeningOptions: Sendable {
    /// Whether a new store may begin where the folder's own is missing or something else lies in its place.
    package var allowsNewStore: Bool
    /// Files beside the database that are written only once there is a store.
    package var signsOfStore: [String]
    /// Those of them that say something about this store, so that they go aside with it.
    package var filesAboutStore: [String]

    /// Whether a database is opened that a copy has not filled yet.
    var opensUnfinishedCopy = false
    var durability = SQLiteStore.Durability.full
    /// How many reads run at once.
    var readerCount = 4
    /// Up to this size, which takes about half a second, a database is checked before it is served.
    var bytesCheckedFirst = 32 << 20

    package init(allowsNewStore: Bool = false, signsOfStore: [String] = [], filesAboutStore: [String] = []) {
        self.allowsNewStore = allowsNewStore
        self.signsOfStore = signsOfStore
        self.filesAboutStore = filesAboutStore
    }
}
