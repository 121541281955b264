/// A value of a profile field.
package enum PortraitValue: Sendable, Equatable {
    case text(String)
    case number(Int64)

    /// Compares the bytes of texts.
    package static func == (left: PortraitValue, right: PortraitValue) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.number(let left), .number(let right)): left == right
        case (.text, .number), (.number, .text): false
        }
    }
}

/// A profile field of an account with its value.
package struct PortraitItem: Sendable, Equatable {
    /// The tag of a ``PortraitField``.
    package let tag: String
    package let value: PortraitValue

    package init(tag: String, value: PortraitValue) {
        self.tag = tag
        self.value = value
    }
}
