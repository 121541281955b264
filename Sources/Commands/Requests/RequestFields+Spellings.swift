import Wire

/// Fields that have two names.
///
/// A name with an empty value, `""`, `[]` or `null`, leaves the field to the other one.
///
/// - Source: decision 19 of the protocol reference.
extension RequestFields {
    /// The name under which a request gives a field that has two; the first one when it gives none.
    ///
    /// - Parameter zeroIsAbsent: whether 0 and `false` are empty too, unless the app is strict.
    /// - Throws: the service's code for an invalid parameter when both names have values; the text names both.
    func spelling(
        _ name: StaticString, _ otherName: StaticString, zeroIsAbsent: Bool = false
    ) throws(APIError) -> StaticString {
        try usesSecond(of: name, otherName, zeroIsAbsent: zeroIsAbsent) ? otherName : name
    }

    /// Whether a request gives a field under the second of its two names; otherwise as ``spelling(_:_:zeroIsAbsent:)``.
    func usesSecond(
        of name: StaticString, _ otherName: StaticString, zeroIsAbsent: Bool = false
    ) throws(APIError) -> Bool {
        guard
            isEmpty(name, zeroIsAbsent: zeroIsAbsent) || isEmpty(otherName, zeroIsAbsent: zeroIsAbsent)
        else {
            throw refusal(otherName, "must not stand beside \(name), which means the same")
        }
        return prefersSecond(of: name, otherName, zeroIsAbsent: zeroIsAbsent)
    }

    /// The name under which a request gives a field whose name was changed; the newer one wins over the older one.
    ///
    /// - Source: protocol reference file 10, 3.5: `MuteTime` and `MuteAllMember` were `ShutUpTime` and `ShutUpAllMember`.
    func spelling(newer: StaticString, older: StaticString) -> StaticString {
        prefersSecond(of: newer, older, zeroIsAbsent: false) ? older : newer
    }

    /// Of empty values the one that is there is preferred, as it may be wrong.
    private func prefersSecond(of name: StaticString, _ otherName: StaticString, zeroIsAbsent: Bool) -> Bool {
        guard isEmpty(name, zeroIsAbsent: zeroIsAbsent) else {
            return false
        }
        return !isEmpty(otherName, zeroIsAbsent: zeroIsAbsent) || value(name) == nil && value(otherName) != nil
    }

    private func isEmpty(_ name: StaticString, zeroIsAbsent: Bool) -> Bool {
        switch value(name) {
        case nil, .string(""): true
        case .array(let elements): elements.isEmpty
        case .bool(false): zeroIsAbsent && isLenient
        default: zeroIsAbsent && isLenientZero(name)
        }
    }
}
