import Storage
import Wire

/// What the commands share that create something under an identifier of the caller's or of the server's own.
extension Command {
    /// Inserts something; where the server makes the identifier, one that is in use is replaced by another.
    ///
    /// - Parameters:
    ///   - wanted: what the request asks for; `nil` lets the server make one.
    ///   - generate: makes one.
    func insert<ID, Inserted>(
        as wanted: ID?, generating generate: () -> ID, _ insert: (ID) async throws(APIError) -> Inserted
    ) async throws(APIError) -> Inserted {
        while true {
            do throws(APIError) {
                return try await insert(wanted ?? generate())
            } catch {
                guard wanted == nil, error.isIDInUse else {
                    throw error
                }
            }
        }
    }
}

extension Field where Value == String? {
    /// The identifier that a request asks for; `nil` lets the server make one.
    ///
    /// - Parameters:
    ///   - rule: what the text must be, for the refusal.
    ///   - make: yields `nil` for a text that must not be used.
    func newID<ID: Sendable>(_ rule: String, _ make: @escaping @Sendable (String) -> ID?) -> Field<ID?> {
        emptyIsAbsent().map { (fields, name, text) throws(APIError) in
            guard let text else {
                return nil
            }
            guard let id = make(text) else {
                throw fields.refusal(name, rule)
            }
            return id
        }
    }
}

extension APIError {
    /// Whether the refusal says that the wanted identifier belongs to something that lives.
    var isIDInUse: Bool { code == .groupIDInUse || code == .groupIDInUseBySameOwner }
}
