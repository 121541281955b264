package import Wire

/// Makes identifiers of the shape that the original's have: `@TGS#`, a character for the type, random characters.
///
/// - Source: samples collected in protocol reference file 10, 2.1; an observation, not a promise.
package struct GroupIDGenerator: Sendable {
    /// A new identifier for a group of the type.
    ///
    /// It may be in use; the store tells.
    ///
    /// - Parameter random: yields an index below the given bound, from a cryptographic source.
    package static func next(for type: GroupType, random: (_ bound: Int) -> Int) -> GroupID {
        let (prefix, length) =
            switch type {
            case .work: ("@TGS#1", 8)
            case .public: ("@TGS#2", 8)
            case .meeting: ("@TGS#3", 8)
            case .avChatRoom: ("@TGS#a", 8)
            case .community: ("@TGS#_@TGS#c", 11)
            }
        guard let id = GroupID(prefix + randomSuffix(length: length, random: random)) else {
            preconditionFailure("the alphabet and the prefixes are printable ASCII")
        }
        return id
    }
}

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

/// The random end of an identifier that a server makes.
///
/// - Parameter random: yields an index below the given bound, from a cryptographic source.
func randomSuffix(length: Int, random: (_ bound: Int) -> Int) -> String {
    String((0..<length).map { _ in alphabet[random(alphabet.count)] })
}
