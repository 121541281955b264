package import Wire

/// A write to a group's counters: all of the list is applied, in order, or nothing.
///
/// - Source: protocol reference file 31, 2.3.
package struct GroupCounterUpdate: Sendable, Equatable {
    /// What a value of the list means.
    ///
    /// A raw value is the name on the wire.
    package enum Mode: String, Sendable, CaseIterable {
        /// The value takes the old one's place.
        case set = "Set"
        /// The value is added; a counter that does not exist begins at 0.
        case increase = "Increase"
        /// The value is taken away; a counter that does not exist begins at 0.
        case decrease = "Decrease"
    }

    package let mode: Mode
    package let counters: [GroupCounter]

    package init(mode: Mode, counters: [GroupCounter]) {
        self.mode = mode
        self.counters = counters
    }

    /// The group's counters after the update, in the order of their creation.
    ///
    /// - Throws: ``ErrorCode/tooManyGroupCounters``, ``ErrorCode/invalidParameter`` for a result beyond 64 bits.
    package func apply(to stored: [GroupCounter]) throws(APIError) -> [GroupCounter] {
        var result = stored
        for counter in counters {
            if let index = result.firstIndex(where: { $0.hasKey(counter.key) }) {
                result[index].value = try value(counter, after: result[index].value)
                continue
            }
            guard result.count < GroupCounter.maximumCount else {
                throw APIError(
                    .tooManyGroupCounters,
                    "GroupCounter: the group would have more than \(GroupCounter.maximumCount) counters")
            }
            result.append(GroupCounter(key: counter.key, value: try value(counter, after: 0)))
        }
        return result
    }

    private func value(_ counter: GroupCounter, after old: Int64) throws(APIError) -> Int64 {
        let (value, overflows) =
            switch mode {
            case .set: (counter.value, false)
            case .increase: old.addingReportingOverflow(counter.value)
            case .decrease: old.subtractingReportingOverflow(counter.value)
            }
        guard !overflows else {
            throw APIError(
                .invalidParameter, "GroupCounter: the counter \(counter.key) would leave the range of 64 bits")
        }
        return value
    }
}
