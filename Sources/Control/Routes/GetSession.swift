import Wire

extension ControlRoute {
    static let getSession = ControlRoute(
        method: .get, path: "/control/v1/session", name: "getSession",
        summary: "Says whether a page of the console is let in, and what it has to send with changes.",
        access: .open, form: .json(sessionSchema)
    ) { request, sources in
        session(sources.access.isLetIn(request.claims, now: sources.now()), request.claims, sources)
    }

    static let sessionSchema = AnswerSchema.object([
        .init("signedIn", .boolean, "whether the caller is let in"),
        .init("needsToken", .boolean, "whether somebody has to show the token first"),
        .init("development", .boolean, "whether the server is there to be tried with"),
        .init("csrf", .string, "the value of the header X-Qun-CSRF, which changes of browsers need", isOptional: true),
    ])

    static func session(
        _ isSignedIn: Bool, _ claims: AccessRules.Claims, _ sources: ControlSources
    ) -> ControlAnswer {
        .object { writer in
            writer.flag("signedIn", isSignedIn)
            writer.flag("needsToken", sources.access.needsToken)
            writer.flag("development", sources.isDevelopment)
            if let csrf = sources.access.sessionCSRF(claims, now: sources.now()) {
                writer.field("csrf", csrf.revealed)
            }
        }
    }
}
