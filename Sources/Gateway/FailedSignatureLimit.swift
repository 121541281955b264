/// When signatures of a caller that fail are answered with 70050, and are no longer logged one by one.
///
/// A signature that verifies is taken however many have failed.
package struct FailedSignatureLimit: Sendable {
    /// Failures within ``window`` that are answered with their reason; the last of them starts the pause.
    package var maximumFailures = 1000
    /// How long failures are counted, and how long the pause is.
    package var window: Duration = .seconds(60)
    /// Callers that are counted at a time.
    package var maximumCallers = 10_000

    package init() {}
}
