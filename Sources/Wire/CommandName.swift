/// A service of the REST API: the path segment after `v4`.
package enum Service: String, Sendable, CaseIterable {
    case groupOpen = "group_open_http_svc"
    case avChatRoom = "group_open_avchatroom_http_svc"
    case groupAttributes = "group_open_attr_http_svc"
    case community = "million_group_open_http_svc"
    case messageExtensions = "openim_msg_ext_http_svc"
    case openIM = "openim"
    case login = "im_open_login_svc"
    case profile = "profile"
    case configuration = "openconfigsvr"

    /// Whether the service belongs to the group family, which answers an unknown command with 10003 instead of 60009.
    package var isGroupService: Bool {
        switch self {
        case .groupOpen, .avChatRoom, .groupAttributes, .community: true
        case .messageExtensions, .openIM, .login, .profile, .configuration: false
        }
    }

    /// Whether the envelope of the service's answers ends with `ErrorDisplay`, a text for end users that stays empty.
    package var answersErrorDisplay: Bool { self == .profile }

    /// The code for a parameter that is missing, malformed or out of range.
    package var invalidParameter: ErrorCode {
        switch self {
        case .groupOpen, .avChatRoom, .groupAttributes, .community, .messageExtensions: .invalidParameter
        case .openIM: .invalidMessageParameter
        case .login: .invalidAccountParameter
        case .profile: .invalidProfileParameter
        case .configuration: .invalidMuteParameter
        }
    }

    /// The code for an internal fault.
    package var internalError: ErrorCode {
        switch self {
        case .groupOpen, .avChatRoom, .groupAttributes, .community, .messageExtensions: .internalError
        case .openIM: .messageServiceError
        case .login: .accountServiceError
        case .profile: .profileServiceError
        case .configuration: .muteServiceError
        }
    }
}

/// The name of a command: service and last path segment.
package struct CommandName: Hashable, Sendable, CustomStringConvertible {
    package let service: Service
    package let command: String
    /// Made once, for every call is looked up by its name several times.
    private let hash: Int

    package init(service: Service, command: String) {
        self.service = service
        self.command = command
        var hasher = Hasher()
        hasher.combine(service)
        hasher.combine(command)
        hash = hasher.finalize()
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }

    /// The form that stands in a path: `group_open_http_svc/get_group_info`.
    package var description: String { "\(service.rawValue)/\(command)" }
}
