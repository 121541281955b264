/// Texts as a log shows them: a terminal neither obeys them nor hides a part of them.
///
/// Escaped are control characters, what changes the direction of text, and everything else that shows nothing, such as
/// joiners, fillers and tags. A reader of the JSON gets the same text as it gets from ``JSONWriter/string(_:)``.
extension JSONWriter {
    /// Writes a string value with its quotes and escapes.
    package mutating func visibleString(_ text: String) {
        separate()
        raw("\"")
        visible(text)
        raw("\"")
    }

    /// Appends a string's characters with escapes but without quotes.
    package mutating func visible(_ text: String) {
        guard text.utf8.contains(where: { $0 >= 0x7F }) else {
            escaped(text)
            return
        }
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x7F, scalar.isHidden {
                for unit in String(scalar).utf16 {
                    escape(unit)
                }
            } else {
                escaped(String(scalar))
            }
        }
    }

    private mutating func escape(_ unit: UInt16) {
        raw("\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift & 0x0F)
            raw(bytes: [Self.hexDigit(digit)])
        }
    }
}

extension Unicode.Scalar {
    /// Whether a terminal obeys the character or shows nothing for it.
    fileprivate var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}
