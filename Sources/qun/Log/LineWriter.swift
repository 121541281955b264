import Foundation
import Synchronization

/// Writes the lines of the log to a file descriptor, on a thread of its own.
///
/// Whoever adds a line copies it into a buffer and goes on, however slowly the other end reads. When the buffer is full
/// lines are dropped and counted, and the log says how many as soon as it can. Lines that come close together share
/// a write, so that the thread need not wake up for each.
///
/// - Concurrency: safe for use from any thread.
final class LineWriter: Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var droppedLines = 0
        /// Whether the thread knows that something waits.
        var isAwake = false
        /// Whether nobody reads any more.
        var isBroken = false
        var flushes: [DispatchSemaphore] = []
    }

    /// Bytes of lines that may wait.
    static let maximumWaitingBytes = 4 << 20
    /// Bytes that a buffer keeps room for when it is empty.
    private static let keptBytes = 1 << 20

    private let descriptor: Int32
    private let maximumWaitingBytes: Int
    private let dropNotice: @Sendable (_ count: Int) -> [UInt8]
    private let onBreak: @Sendable () -> Void
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)
    /// Ends the gathering.
    private let hurry = DispatchSemaphore(value: 0)
    /// How long the first of some lines waits for others.
    private static let gathering = DispatchTimeInterval.milliseconds(5)

    /// - Parameters:
    ///   - descriptor: stays open as long as the process lives.
    ///   - dropNotice: the line that tells of lines that were dropped.
    ///   - onBreak: is called when nobody reads any more, as far as a line is added after that.
    init(
        to descriptor: Int32, maximumWaitingBytes: Int = maximumWaitingBytes,
        dropNotice: @escaping @Sendable (_ count: Int) -> [UInt8],
        onBreak: @escaping @Sendable () -> Void = {}
    ) {
        self.descriptor = descriptor
        self.maximumWaitingBytes = maximumWaitingBytes
        self.dropNotice = dropNotice
        self.onBreak = onBreak
    }

    /// Begins to write; once in the life of a writer, which then lives as long as the process.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "qun-log"
        thread.start()
    }

    /// Adds a line, which ends with a line feed.
    func add(_ line: [UInt8]) {
        let wakes = state.withLock { state in
            guard !state.isBroken else {
                return false
            }
            if state.waiting.count + line.count > maximumWaitingBytes {
                state.droppedLines += 1
            } else {
                state.waiting.append(contentsOf: line)
            }
            defer { state.isAwake = true }
            return !state.isAwake
        }
        if wakes {
            work.signal()
        }
    }

    /// Waits until all that was added before is written, but no longer than a while.
    func flush(within timeout: DispatchTimeInterval) {
        let done = DispatchSemaphore(value: 0)
        let isIdle = state.withLock { state in
            guard state.isAwake else {
                return true
            }
            state.flushes.append(done)
            return false
        }
        guard !isIdle else {
            return
        }
        hurry.signal()
        _ = done.wait(timeout: .now() + timeout)
    }

    // MARK: Thread

    private func run() {
        var lines: [UInt8] = []
        while true {
            work.wait()
            _ = hurry.wait(timeout: .now() + Self.gathering)
            while let droppedLines = take(&lines) {
                writeOut(lines)
                if droppedLines > 0 {
                    writeOut(dropNotice(droppedLines))
                }
                lines.removeAll(keepingCapacity: lines.capacity <= Self.keptBytes)
            }
        }
    }

    /// Takes what waits, and leaves an empty buffer for what comes.
    ///
    /// - Returns: how many lines were dropped; `nil` when nothing waits, and those who wait for that know it.
    private func take(_ lines: inout [UInt8]) -> Int? {
        state.withLock { state in
            guard !state.waiting.isEmpty || state.droppedLines > 0 else {
                state.isAwake = false
                state.flushes.forEach { $0.signal() }
                state.flushes = []
                return nil
            }
            swap(&state.waiting, &lines)
            defer { state.droppedLines = 0 }
            return state.droppedLines
        }
    }

    private func writeOut(_ bytes: [UInt8]) {
        guard !StandardStream.write(bytes, to: descriptor) else {
            return
        }
        // nobody is left who could be told
        state.withLock { state in
            state.isBroken = true
            state.waiting = []
            state.droppedLines = 0
        }
        onBreak()
    }
}
