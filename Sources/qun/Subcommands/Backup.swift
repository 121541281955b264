import ArgumentParser

struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a data folder with its store, whether a server runs on it or not.",
        discussion: """
            The copy is a data folder: the database as it was at one moment, the apps that the server has made, and its \
            certificates, for the same user only. Every write that was answered before the command began is in it. It is \
            checked for damage, as by qun check, and is there under its name once all of it is on disk. qun restore makes \
            a data folder of it again; it holds the keys of apps, so keep it as carefully.

            A configuration file and certificates of your own are no part of a data folder. A PostgreSQL database is \
            backed up by its own tools; docs/backup.md says what to mind.
            """)

    @OptionGroup
    var place: StorePlace

    @Option(help: ArgumentHelp("The folder to make; it must not be there yet, or be empty.", valueName: "folder"))
    var to: String

    func run() throws {
        let configuration = try place.configuration()
        guard case .dataFolder = configuration.store else {
            throw ConfigurationError(
                "qun backup copies SQLite stores, and the store that is set is on PostgreSQL: pg_dump or pg_basebackup "
                    + "copies that, and the data folder holds only keys and certificates; see docs/backup.md")
        }
        let progress = ProgressLines()
        let folder = try NewFolder(NewFolder.plain(to))
        progress.say("copying \(configuration.dataFolder) to \(folder.path)")
        do {
            let files = try FolderCopy(from: configuration.dataFolder, progress).fill(folder.draft)
            try folder.finish()
            progress.say(
                "\(folder.path) holds the store" + files.map { ", \($0)" }.joined() + "; no damage was found in it")
        } catch {
            folder.abandon()
            throw error
        }
    }
}
