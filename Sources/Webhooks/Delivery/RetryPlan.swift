import Apps

/// When an event is tried again that was not taken.
struct RetryPlan: Sendable {
    private let pauses: [Duration]
    /// What the last pause is followed by, again and again; `nil` ends the tries.
    private let lastPause: Duration?
    /// How old an event may be when it is tried again.
    private let maximumAge: Duration?
    /// What becomes of an event that is tried no more.
    let isParked: Bool

    /// - Source: protocol reference file 50, section 4.
    init(_ retries: WebhookSettings.Retries) {
        switch retries {
        case .none:
            self.init(pauses: [], lastPause: nil, maximumAge: nil, isParked: false)
        case .brief:
            self.init(pauses: [.seconds(1), .seconds(5)], lastPause: nil, maximumAge: nil, isParked: false)
        case .lasting:
            self.init(
                pauses: [.seconds(1), .seconds(5), .seconds(15), .seconds(60)], lastPause: .seconds(300),
                maximumAge: .seconds(86_400), isParked: true)
        }
    }

    private init(pauses: [Duration], lastPause: Duration?, maximumAge: Duration?, isParked: Bool) {
        self.pauses = pauses
        self.lastPause = lastPause
        self.maximumAge = maximumAge
        self.isParked = isParked
    }

    /// How long to wait before the next try; `nil` where there is none.
    ///
    /// - Parameters:
    ///   - attempts: made so far, at least one.
    ///   - age: of the event.
    func pause(after attempts: Int, age: Duration) -> Duration? {
        if let maximumAge, age >= maximumAge {
            return nil
        }
        return attempts <= pauses.count ? pauses[attempts - 1] : lastPause
    }
}
