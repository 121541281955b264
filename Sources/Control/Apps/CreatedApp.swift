package import Wire

/// An app that somebody has made while the server ran, as it is kept from one start to the next.
package struct CreatedApp: Sendable {
    package let sdkAppID: SDKAppID
    package let secretKey: Secret
    package let admins: [Account]

    package init(sdkAppID: SDKAppID, secretKey: Secret, admins: [Account]) {
        self.sdkAppID = sdkAppID
        self.secretKey = secretKey
        self.admins = admins
    }
}
