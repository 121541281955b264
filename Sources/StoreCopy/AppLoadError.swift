/// Why rows have no place in an app.
package enum AppLoadError: Error, Equatable, Sendable {
    /// One of the rows is there already.
    case repeatedRow(CopiedTable)
    /// One of the rows names an account, a member, a topic or a message that is not there.
    case missingReference(CopiedTable)
    /// One of the rows breaks a rule of its table, such as that it has one of two values.
    case brokenRule(CopiedTable)
}
