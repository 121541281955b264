import Figures
import Foundation

/// What the system says of the process, under the names that client libraries of Prometheus use.
enum ProcessFigures {
    /// - Parameters:
    ///   - start: when the process began, in seconds since 1970.
    ///   - descriptorCount: files and sockets that it may have open.
    static func observe(by figures: Figures, start: Double, descriptorCount: Int) {
        figures.observe("process_cpu_seconds_total", .counter) { processorSeconds }
        figures.observe("process_max_fds", .gauge) { Double(descriptorCount) }
        figures.observe("process_open_fds", .gauge) { openFiles }
        figures.observe("process_resident_memory_bytes", .gauge) { residentBytes }
        figures.observe("process_start_time_seconds", .gauge) { start }
        figures.observe("process_virtual_memory_bytes", .gauge) { memory(.virtual) }
        figures.observe("qun_build_info", .gauge, labels: [("version", Qun.version)]) { 1 }
    }

    private static var processorSeconds: Double? {
        // in millionths of a second, as POSIX has it
        let time = clock()
        return time < 0 ? nil : Double(time) / 1_000_000
    }

    /// `nil` where there is no `/proc`.
    static var openFiles: Double? {
        // one of them is open for reading the folder only
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count - 1) }
    }

    /// `nil` where there is no `/proc`.
    static var residentBytes: Double? { memory(.resident) }

    /// Fields of `/proc/self/statm`, by their place.
    private enum MemoryField: Int {
        case virtual
        case resident
    }

    /// In bytes; `nil` where there is no `/proc`.
    private static func memory(_ field: MemoryField) -> Double? {
        guard
            let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst(field.rawValue).first.flatMap({ Double($0) })
        else {
            return nil
        }
        return pages * Double(sysconf(pageSize))
    }

    private static let pageSize = Int32(_SC_PAGESIZE)
}
