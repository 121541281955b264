import TestSupport

/// Random choices that a seed repeats.
struct Dice {
    private var numbers: SeededGenerator

    init(seed: UInt64) {
        numbers = SeededGenerator(seed: seed)
    }

    /// A number from 0 to `bound - 1`.
    mutating func roll(_ bound: Int) -> Int {
        Int(numbers.next() % UInt64(bound))
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + roll(range.count)
    }

    /// True in so many cases of a hundred.
    mutating func chance(_ percent: Int) -> Bool {
        roll(100) < percent
    }

    /// One of the values, or nothing where there are none.
    mutating func pick<Value>(_ values: [Value]) -> Value? {
        values.isEmpty ? nil : values[roll(values.count)]
    }

    /// One of the values; the first stands in for nothing.
    mutating func one<Value>(of first: Value, _ others: Value...) -> Value {
        let index = roll(others.count + 1)
        return index == 0 ? first : others[index - 1]
    }

    /// A value in so many cases of a hundred.
    mutating func maybe<Value>(_ percent: Int, _ value: (inout Dice) -> Value?) -> Value? {
        chance(percent) ? value(&self) : nil
    }

    /// So many values.
    mutating func list<Value>(_ range: ClosedRange<Int>, _ value: (inout Dice) -> Value) -> [Value] {
        (0..<number(in: range)).map { _ in value(&self) }
    }
}
