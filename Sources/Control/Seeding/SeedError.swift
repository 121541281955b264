/// Why a seed is not played.
package struct SeedError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// The same, with the number of the line.
    func at(line number: Int) -> SeedError {
        SeedError("line \(number): \(description)")
    }
}
