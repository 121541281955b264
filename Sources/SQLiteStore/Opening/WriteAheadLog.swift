import Foundation

/// What the file of a write-ahead log shows before SQLite reads it.
///
/// SQLite takes as much of a log as is whole, without a word about the rest: a log whose first bytes are damaged counts
/// as empty. This look at the file finds what must have been there.
struct WriteAheadLog: Equatable {
    enum Head: Equatable {
        case missing
        case empty
        case damaged
        case whole(WriteAheadLogHead)
    }

    let head: Head
    /// A number of frames that were all on disk: up to the last commit that further frames follow.
    ///
    /// Each commit waits for the disk before the next one writes. Frames of earlier generations do not count.
    let certainFrames: Int

    private static let frameHeadBytes = 24

    /// - Throws: ``StoreOpenError`` when the file cannot be read.
    init(_ path: String) throws {
        guard let file = try RegularFile(path, O_RDONLY) else {
            head = .missing
            certainFrames = 0
            return
        }
        let size = try file.size()
        guard size > 0 else {
            head = .empty
            certainFrames = 0
            return
        }
        guard let whole = WriteAheadLogHead(try file.read(WriteAheadLogHead.byteCount)) else {
            head = .damaged
            certainFrames = 0
            return
        }
        head = .whole(whole)
        certainFrames = try Self.certainFrames(of: file, size: size, head: whole)
    }

    /// How the log begins now.
    ///
    /// - Throws: ``StoreOpenError`` when the file cannot be read.
    static func head(of path: String) throws -> WriteAheadLogHead? {
        try RegularFile(path, O_RDONLY).flatMap { WriteAheadLogHead(try $0.read(WriteAheadLogHead.byteCount)) }
    }

    /// Reads the heads of the frames, the last first.
    private static func certainFrames(of file: RegularFile, size: Int, head: WriteAheadLogHead) throws -> Int {
        let frameBytes = frameHeadBytes + head.pageSize
        var isFollowed = false
        for frame in stride(from: (size - WriteAheadLogHead.byteCount) / frameBytes, to: 0, by: -1) {
            let bytes = try file.read(16, at: WriteAheadLogHead.byteCount + (frame - 1) * frameBytes)
            guard bytes.count == 16, bytes[8..<16] == head.salts else {
                continue
            }
            // the last frame of a commit holds the size of the database
            let isCommit = bytes[4..<8].contains { $0 != 0 }
            if isCommit && isFollowed {
                return frame
            }
            isFollowed = true
        }
        return 0
    }

    /// What is gone, in words.
    ///
    /// - Parameters:
    ///   - noted: how the log began when the store was opened last; `nil` when nothing was in a log then.
    ///   - recoveredFrames: how many frames SQLite has taken.
    func losses(noted: WriteAheadLogHead?, recoveredFrames: Int) -> [String] {
        switch head {
        case .missing where noted != nil:
            ["the log is missing; \(Self.unlessEmptied)"]
        case .empty where noted != nil:
            ["the log is empty; \(Self.unlessEmptied)"]
        case .missing, .empty:
            []
        case .damaged:
            ["the log is damaged at its head; what was written since the last checkpoint is gone"]
        case .whole(let head) where noted.map { !head.follows($0) } ?? false:
            ["the log is not the one that was written last; what was written since the last checkpoint is gone"]
        case .whole(let head):
            if recoveredFrames < certainFrames {
                [
                    "frame \(recoveredFrames + 1) of the log is damaged; what was written there and after it, to frame "
                        + "\(certainFrames) at least, is gone"
                ]
            } else if head == noted && recoveredFrames == 0 {
                ["the first commit in the log is damaged; what was written since the last checkpoint is gone"]
            } else {
                []
            }
        }
    }

    private static let unlessEmptied = """
        unless another program has emptied it into the database, what was written since the last checkpoint is gone
        """
}
