/// When a caller whose signatures keep failing is refused unheard, with 70050.
package struct FailedSignatureLimit: Sendable {
    /// Failures within ``windowSeconds`` that a caller may have; after the last one it has to pause.
    package var maximumFailures = 1000
    /// How long failures are counted, and how long the pause is, in seconds.
    package var windowSeconds: UInt32 = 60
    /// Callers that are counted at a time.
    package var maximumCallers = 10_000

    package init() {}
}
