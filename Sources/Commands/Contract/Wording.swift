/// A text of the reference, in its two languages.
package struct Wording: Sendable {
    /// Whole sentences in Markdown.
    package let english: String
    /// The same in Chinese, in the words of the original's documentation.
    package let chinese: String

    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    package subscript(language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    /// A language of the reference; a raw value is its tag.
    package enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case chinese = "zh"

        /// The one that is not this one.
        package var other: Language {
            switch self {
            case .english: .chinese
            case .chinese: .english
            }
        }

        /// What stands before the ending in the names of files.
        package var fileSuffix: String {
            switch self {
            case .english: ""
            case .chinese: ".zh-CN"
            }
        }
    }
}
