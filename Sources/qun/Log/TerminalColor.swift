import Logging

/// The colours of lines on a terminal.
enum TerminalColor {
    case none
    case dim
    case green
    case yellow
    case red

    /// What makes a terminal show it, from there on.
    var code: StaticString {
        switch self {
        case .none: "\u{1B}[0m"
        case .dim: "\u{1B}[2m"
        case .green: "\u{1B}[32m"
        case .yellow: "\u{1B}[33m"
        case .red: "\u{1B}[31m"
        }
    }
}

extension Logger.Level {
    var color: TerminalColor {
        switch self {
        case .trace, .debug: .dim
        case .info: .green
        case .notice, .warning: .yellow
        case .error, .critical: .red
        }
    }

    /// As the journal of systemd takes it, in front of a line.
    var priority: StaticString {
        switch self {
        case .trace, .debug: "<7>"
        case .info: "<6>"
        case .notice: "<5>"
        case .warning: "<4>"
        case .error: "<3>"
        case .critical: "<2>"
        }
    }
}
