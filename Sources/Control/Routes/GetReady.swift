import Health

extension ControlRoute {
    static let getReady = ControlRoute(
        method: .get, path: "/control/v1/ready", name: "getReady",
        summary: "Says whether the server can do its work, by a write to the store once a second at most.",
        form: .json(healthSchema), otherStatuses: [503: "It cannot, or it is being stopped."]
    ) { _, sources in
        await answer(.ready, sources)
    }

    static let healthSchema = AnswerSchema.object([
        .init("Status", .string, "ok, or unavailable")
    ])

    /// Answers as the port of the API does.
    static func answer(_ question: HealthQuestion, _ sources: ControlSources) async -> ControlAnswer {
        let answer = await sources.health.answer(to: question, now: sources.now())
        return ControlAnswer(status: answer.status, .whole(answer.body))
    }
}
