import Commands
import Wire

// What the routes about the protocol's commands read alike.

extension ControlRoute {
    static let service = RouteParameter("service", .text(maximumLength: 64), "the service of the command")
    static let command = RouteParameter("command", .text(maximumLength: 64), "the command without its service")
    static let language = RouteParameter(
        "language", .choice(Wording.Language.allCases.map(\.rawValue)), "the language of the texts; English by default")
}

extension ControlRequest {
    /// The command that the path names.
    ///
    /// - Throws: ``ControlRefusal/Kind/commandUnknown``.
    func command() throws(ControlRefusal) -> CommandEntry {
        let name = "\(text(ControlRoute.service) ?? "")/\(text(ControlRoute.command) ?? "")"
        guard let entry = CommandRegistry.entries.first(where: { $0.name.description == name }) else {
            throw ControlRefusal(.commandUnknown, "There is no command of this name; \"qun commands\" lists all.")
        }
        return entry
    }

    /// The language that texts are wanted in.
    var language: Wording.Language {
        text(ControlRoute.language).flatMap(Wording.Language.init) ?? .english
    }
}
