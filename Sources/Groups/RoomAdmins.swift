package import Wire

/// The administrators of an AVChatRoom, in the order of their appointment.
///
/// They need not be in the room and are not expressed as a ``Role``. The owner is none of them.
///
/// - Source: protocol reference file 30, section 12.
package enum RoomAdmins {
    /// Most administrators of a room.
    package static let maximum = 5

    /// A request to appoint or dismiss.
    package enum Change: Sendable, Equatable {
        case appoint([Account])
        case dismiss([Account])
    }

    /// The administrators after a change.
    ///
    /// Whoever is one already keeps the place; dismissing somebody who is none changes nothing.
    ///
    /// - Throws: ``ErrorCode/tooManyAccounts`` when there would be more than ``maximum``.
    package static func apply(
        _ change: Change, to admins: [Account], owner: Account?
    ) throws(APIError) -> [Account] {
        switch change {
        case .dismiss(let accounts):
            return admins.filter { !accounts.contains($0) }
        case .appoint(let accounts):
            var seen = Set(admins)
            let after = admins + accounts.filter { $0 != owner && seen.insert($0).inserted }
            guard after.count <= maximum else {
                throw APIError(
                    .tooManyAccounts,
                    "Admin_Account: the room would have \(after.count) administrators, more than \(maximum)")
            }
            return after
        }
    }
}
