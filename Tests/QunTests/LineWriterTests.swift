import Foundation
import Testing

@testable import qun

@Suite("Line writer")
struct LineWriterTests {
    /// The two ends of a pipe, which are closed with it.
    private final class Pipe: Sendable {
        let reading: Int32
        let writing: Int32

        init() {
            var ends: [Int32] = [0, 0]
            precondition(pipe(&ends) == 0)
            (reading, writing) = (ends[0], ends[1])
        }

        deinit {
            close(reading)
            close(writing)
        }

        /// Reads until a text ends with another one; waits as long as nothing comes.
        func read(until end: String) -> String {
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while !bytes.reversed().starts(with: end.utf8.reversed()) {
                let count = Foundation.read(reading, &chunk, chunk.count)
                guard count > 0 else {
                    break
                }
                bytes += chunk.prefix(count)
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// Reads until a line tells of lines that were dropped; returns their number.
        func readDropped() -> Int {
            var text = ""
            repeat {
                text += read(until: "\n")
            } while !text.contains("dropped")
            let notice = text.split(separator: "\n").first { $0.hasPrefix("dropped ") }
            return notice.flatMap { Int($0.dropFirst("dropped ".count)) } ?? 0
        }
    }

    private static func writer(to pipe: Pipe, maximumWaitingBytes: Int = 1_000) -> LineWriter {
        LineWriter(to: pipe.writing, maximumWaitingBytes: maximumWaitingBytes) { Array("dropped \($0)\n".utf8) }
    }

    private static func line(_ text: String) -> [UInt8] { Array("\(text)\n".utf8) }

    @Test func `lines come out in their order`() {
        let pipe = Pipe()
        let writer = Self.writer(to: pipe, maximumWaitingBytes: 100_000)
        for number in 1...1_000 {
            writer.add(Self.line("\(number)"))
        }
        writer.start()
        writer.flush(within: .seconds(60))
        #expect(pipe.read(until: "1000\n") == (1...1_000).map { "\($0)\n" }.joined())
    }

    @Test func `what does not fit is dropped, and the log says how much`() {
        let pipe = Pipe()
        let writer = Self.writer(to: pipe, maximumWaitingBytes: 4)
        for text in ["a", "b", "c", "d"] {
            writer.add(Self.line(text))
        }
        writer.start()
        #expect(pipe.read(until: "dropped 2\n") == "a\nb\ndropped 2\n")
        writer.add(Self.line("e"))
        #expect(pipe.read(until: "e\n") == "e\n")
    }

    @Test func `nobody waits for a reader that does not read`() {
        let pipe = Pipe()
        let writer = Self.writer(to: pipe)
        writer.start()
        let line = Self.line(String(repeating: "x", count: 99))
        for _ in 0..<100_000 {
            writer.add(line)
        }
        writer.flush(within: .milliseconds(1))
        // the pipe takes 64 KiB and the writer 1,000 bytes: far less than ten megabytes
        #expect(pipe.readDropped() > 0)
    }

    @Test func `a reader that has gone is no reason to end`() {
        let writer = LineWriter(to: -1) { _ in [] }
        writer.start()
        writer.add(Self.line("a"))
        writer.flush(within: .seconds(60))
        writer.add(Self.line("b"))
        writer.flush(within: .seconds(60))
    }

    @Test func `whoever must know is told that the reader has gone`() async {
        let (breaks, end) = AsyncStream<Never>.makeStream()
        let writer = LineWriter(to: -1, dropNotice: { _ in [] }, onBreak: { end.finish() })
        writer.start()
        writer.add(Self.line("a"))
        for await _ in breaks {}
    }

    @Test func `without lines there is nothing to wait for`() {
        Self.writer(to: Pipe()).flush(within: .seconds(60))
    }
}
