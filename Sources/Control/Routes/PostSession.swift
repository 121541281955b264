import Wire

extension ControlRoute {
    private static let token = RouteParameter(
        "token", .text(maximumLength: 1_024), "the server's control.token", isRequired: true)

    static let postSession = ControlRoute(
        method: .post, path: "/control/v1/session", name: "postSession",
        summary: "Begins a session of a browser, which shows it by a cookie from then on.", body: .fields([token]),
        access: .open, form: .json(sessionSchema)
    ) { (request, sources) throws(ControlRefusal) in
        guard let session = sources.access.signIn(request.text(token) ?? "", now: sources.now()) else {
            throw ControlRefusal(
                .tokenWrong,
                sources.access.needsToken
                    ? "This is not the server's control.token."
                    : "The server has no control.token, and nobody signs in.")
        }
        var claims = request.claims
        claims.session = session.id
        var answer = ControlRoute.session(true, claims, sources)
        answer.cookie = SessionCookie(session: session)
        return answer
    }
}
