package import Apps
package import NIOCore
package import Wire

/// A command that may answer at once, from what it keeps in memory.
///
/// What it keeps lives in the value that carries out its calls; see ``CommandEntry/init(_:)``.
package protocol ImmediateCommand: Command {
    /// Answers a call as ``Command/handle(_:in:)`` does; `nil` for one that takes more than what is in memory.
    ///
    /// It is called on an event loop, and neither blocks nor takes long.
    ///
    /// - Parameter now: by the app's clock.
    func immediateAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> ImmediateAnswer?

    /// Finds the answer of a call in memory, where others may have changed what it shows; `nil` for a call whose answer is not
    /// there, or that needs no check.
    ///
    /// It is called as ``immediateAnswer(to:for:at:)``.
    func checkedAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> CheckedAnswer.Check?
}
