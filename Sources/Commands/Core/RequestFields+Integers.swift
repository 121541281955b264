import Wire

extension RequestFields {
    /// A whole number in a range.
    func requiredInteger(_ name: StaticString, in range: ClosedRange<Int64>) throws(APIError) -> Int64 {
        guard let number = try integer(name, in: range) else {
            throw refusal(name, "is missing")
        }
        return number
    }

    /// A list of whole numbers that is not empty.
    func requiredIntegers(_ name: StaticString) throws(APIError) -> [Int64] {
        guard let elements = try array(name) else {
            throw refusal(name, "is missing")
        }
        guard !elements.isEmpty else {
            throw refusal(name, "must not be empty")
        }
        var numbers: [Int64] = []
        for (index, element) in elements.enumerated() {
            guard case .integer(let number) = element else {
                throw refusal(name, "[\(index)] must be an integer, not \(element.kind)")
            }
            numbers.append(number)
        }
        return numbers
    }
}
