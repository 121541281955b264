extension ControlRoute {
    static let deleteSession = ControlRoute(
        method: .delete, path: "/control/v1/session", name: "deleteSession",
        summary: "Ends the session of a browser.", form: .json(sessionSchema), refusals: [.csrfWrong]
    ) { request, sources in
        sources.access.signOut(request.claims)
        var claims = request.claims
        claims.session = nil
        var answer = session(sources.access.isLetIn(claims, now: sources.now()), claims, sources)
        answer.cookie = SessionCookie(session: nil)
        return answer
    }
}
