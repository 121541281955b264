/// What a fault does.
package enum FaultEffect: Sendable, Equatable {
    case call(CallEffect)
    case webhook(WebhookEffect)
}

/// What a fault does to a call.
package struct CallEffect: Sendable, Equatable {
    /// What becomes of the answer.
    package enum Answer: Sendable, Equatable {
        /// The call is carried out and answered as ever.
        case own
        /// The call is not carried out; the caller gets a refusal with this code and text.
        case code(Int, info: String)
        /// The call is not carried out; the caller gets this status of HTTP and an empty body.
        case status(Int)
        /// The caller gets nothing: the connection is closed.
        case cut(CutMoment)
        /// The answer is written in pieces of so many bytes, with a pause between two of them.
        case drip(bytes: Int, every: Duration)
    }

    /// How long the answer, or what stands for it, is held; zero for not at all.
    package var wait: Duration
    package var answer: Answer

    package init(wait: Duration = .zero, _ answer: Answer = .own) {
        self.wait = wait
        self.answer = answer
    }
}

/// When a connection is cut.
package enum CutMoment: String, Sendable, CaseIterable {
    /// The call is not carried out.
    case before
    /// The call is carried out, and its answer is lost.
    case after
}

/// What a fault does to an event that an app's backend is to be told or asked.
package enum WebhookEffect: Sendable, Equatable {
    /// It is not sent. What was to be told counts as delivered; what was to be asked has no answer.
    case lose
    /// It is sent later.
    case delay(Duration)
}
