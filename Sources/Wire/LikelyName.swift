/// Finds the name that somebody probably meant who wrote one that nobody knows.
package enum LikelyName {
    /// The known name that is spelled most like another one.
    ///
    /// - Returns: `nil` where none is near: more than two letters differ, or a quarter of those of a longer name. Of names
    ///   that are equally near the first in alphabetical order.
    package static func `for`(_ name: String, among known: some Sequence<String>) -> String? {
        let letters = Array(name.lowercased().utf8)
        let most = min(max(2, name.utf8.count / 4), name.utf8.count - 1)
        return known.compactMap { known -> (name: String, distance: Int)? in
            let other = Array(known.lowercased().utf8)
            // what differs so much in length need not be compared, which would take long for long names
            guard abs(other.count - letters.count) <= most else {
                return nil
            }
            let distance = distance(other, letters)
            return distance <= most ? (known, distance) : nil
        }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// How many letters have to be put in, left out or exchanged to make one word of the other, in either case; two
    /// neighbours that changed places count as one.
    package static func distance(_ left: String, _ right: String) -> Int {
        distance(Array(left.lowercased().utf8), Array(right.lowercased().utf8))
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var next = [index + 1]
            for (column, other) in right.enumerated() {
                var least = min(row[column] + (letter == other ? 0 : 1), row[column + 1] + 1, next[column] + 1)
                if index > 0, column > 0, letter == right[column - 1], left[index - 1] == other {
                    least = min(least, before[column - 1] + 1)
                }
                next.append(least)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
