import Synchronization

/// What the log is told of how a request was read: where it was taken for something that it does not quite say.
///
/// Notes hold the names of fields and never a value.
///
/// - Concurrency: safe for use from any thread; the fields of one request share one object.
final class RequestNotes: Sendable {
    /// What was done with a field; a raw value is what the log says.
    enum Reading: String, CaseIterable {
        /// A text, or a number with a fraction of zero, stands for an integer.
        case looseInteger = "taken for integers"
        /// No declaration knows the field.
        case unknown = "no fields of this command"
        /// The field is absent, and the server made its value.
        case madeByServer = "made by the server"
    }

    /// Most places that are named for each reading; the others are counted.
    static let namedPlaces = 3

    private struct Places {
        var named: [String] = []
        var count = 0
    }

    private let places = Mutex<[Reading: Places]>([:])

    /// - Parameter place: the field, with where it stands in the body.
    func add(_ reading: Reading, at place: @autoclosure () -> String) {
        places.withLock { places in
            var known = places[reading] ?? Places()
            known.count += 1
            if known.count <= Self.namedPlaces {
                known.named.append(place())
            }
            places[reading] = known
        }
    }

    /// All of it in one line; `nil` when there is nothing to say.
    var summary: String? {
        let places = places.withLock { $0 }
        let parts = Reading.allCases.compactMap { reading in
            places[reading].map { "\(reading.rawValue): \(Self.list($0))" }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private static func list(_ places: Places) -> String {
        let named = places.named.joined(separator: ", ")
        let others = places.count - places.named.count
        return others > 0 ? "\(named) and \(others) more" : named
    }
}
