import ArgumentParser
import Foundation
import SQLiteStore
import SystemPackage
import Wire

struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a data folder of what qun backup has copied.",
        discussion: """
            The backup stays as it is, so that it can be restored again. The data folder must not be there yet, or be \
            empty; with --replace one that is there is renamed first, to a name that ends with .old- and a number, and \
            removed by nobody. A folder that a server has open is refused. What was written after the backup is not in \
            the restored store, so let clients read anew.

            A PostgreSQL database is restored by its own tools; docs/backup.md says what to mind.
            """)

    @Option(help: ArgumentHelp("The folder that qun backup has made.", valueName: "folder"))
    var from: String

    @Option(help: ArgumentHelp("The data folder to make.", valueName: "folder"))
    var data = "./qun-data"

    @Option(
        help: ArgumentHelp("The PostgreSQL database of a server, which is not restored here.", valueName: "address"))
    var store: Secret?

    @Flag(help: "Move the data folder that is there aside.")
    var replace = false

    func run() throws {
        guard store == nil else {
            throw ConfigurationError(
                "qun restore makes data folders with a SQLite store; a PostgreSQL database is restored by pg_restore or psql, "
                    + "or from what pg_basebackup has made; see docs/backup.md")
        }
        let progress = ProgressLines()
        let path = NewFolder.plain(data)
        let isThere = try NewFolder.content(of: path).map { !$0.isEmpty } ?? false
        let old = try isThere && replace ? OldFolder(path) : nil
        let folder = try old == nil ? NewFolder(path) : NewFolder(replacing: path)
        progress.say("restoring \(from) to \(path)")
        do {
            let files = try FolderCopy(from: from, progress).fill(folder.draft)
            let aside = try old?.moveAside()
            do {
                try folder.finish()
            } catch {
                try old?.moveBack()
                throw error
            }
            if let aside {
                progress.say("what was in \(path) is in \(aside)")
            }
            progress.say("\(path) holds the store" + files.map { ", \($0)" }.joined() + "; it can be served")
        } catch {
            folder.abandon()
            throw error
        }
    }
}
