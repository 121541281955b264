import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterFigure: CounterHandler {
    private let cells = CountCell.all()

    var value: Int64 {
        cells.reduce(0) { $0 &+ $1.value.load(ordering: .relaxed) }
    }

    func increment(by amount: Int64) {
        cells[ThreadShard.index].value.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        for cell in cells {
            cell.value.store(0, ordering: .relaxed)
        }
    }
}
