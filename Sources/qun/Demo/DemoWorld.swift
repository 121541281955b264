import Apps
import Commands
import Foundation
import Groups
import Storage
import Wire

/// The world of the documentation page that this project starts from: its app, its accounts, its group.
///
/// The page is of March 2015, and one of its members is muted until May 2015. So that everything it shows stays
/// true, the clock of the demo app starts at the page's moment when the world is loaded, and runs from there.
struct DemoWorld {
    /// Known to everybody, so the app is served on loopback addresses only.
    static let secretKey: Secret = "5eed0000c0ffee00d15ea5e00ddba11000c0de00ace0fba5e0a11ce00cab005e"
    static let sdkAppID = SDKAppID(1_400_001_001)
    /// The group's identifier on the page.
    static let groupID = "@TGS#2J4SZEAEL"

    /// The page's moment: a hundred seconds after its last message.
    private static let pageTime: Int64 = 1_426_976_700
    /// The place of its note in the data folder; it goes aside with the store that it speaks of.
    static let fileName = "demo.json"

    /// When the world was loaded, by the server's clock.
    private struct Loading: Codable {
        let loadedAt: Int64
    }

    /// Loads the world into the store, once in the life of a data folder, and returns its app.
    ///
    /// - Parameter settings: how the app is served.
    static func load(
        into store: any GroupStore, folder: DataFolder, settings: AppSettings, now: UnixTime
    ) async throws -> AppSettings {
        if let data = try folder.read(fileName) {
            guard
                let loading = try? JSONDecoder().decode(Loading.self, from: data),
                (0...UnixTime.forever.seconds).contains(loading.loadedAt)
            else {
                throw ConfigurationError("\(folder.file(fileName)) is damaged; remove it to load the demo again")
            }
            return try app(settings, loadedAt: loading.loadedAt)
        }
        do {
            try await store.restoreGroup(try group(), in: StoreScope(sdkAppID, at: UnixTime(seconds: pageTime)))
        } catch StoreError.refused(let refusal)
            where refusal.code == .groupIDInUse || refusal.code == .groupIDInUseBySameOwner
        {
            // A start that was cut off before the file was written has loaded the group already.
        }
        try folder.write(try JSONEncoder().encode(Loading(loadedAt: now.seconds)), to: fileName)
        return try app(settings, loadedAt: now.seconds)
    }

    private static func app(_ settings: AppSettings, loadedAt: Int64) throws -> AppSettings {
        var app = settings
        app.sdkAppID = sdkAppID
        app.secretKey = secretKey
        let admins = [Account.administrator, try account("admin")]
        app.admins = admins + settings.admins.filter { !admins.contains($0) }
        app.clock = AppClock(shift: pageTime - loadedAt)
        return app
    }

    private static func group() throws -> NewGroup {
        guard let id = GroupID(groupID) else {
            throw ConfigurationError("the demo's group identifier is malformed")
        }
        let created = UnixTime(seconds: 1_426_976_500)
        let profile = GroupProfile(
            id: id,
            type: .public,
            name: "MyFirstGroup",
            introduction: "TestGroup",
            notification: "TestGroup",
            faceURL: "http://this.is.face.url",
            owner: try account("leckie"),
            createTime: created,
            lastMsgTime: UnixTime(seconds: 1_426_976_600),
            nextMsgSeq: 1_234,
            memberNum: 2,
            maxMemberNum: 50,
            applyJoinOption: .freeAccess,
            isMuted: true,
            customFields: [
                CustomField(key: "GroupTestData1", value: "xxxx"),
                CustomField(key: "GroupTestData2", value: "abc\u{0}\u{1}"),
            ])
        return NewGroup(
            profile: profile,
            members: [
                try member("leckie", .owner, muteUntil: UnixTime(seconds: 1_431_069_882)),
                try member("peter", .member, muteUntil: .never),
            ])
    }

    private static func member(_ name: String, _ role: Role, muteUntil: UnixTime) throws -> Member {
        Member(
            account: try account(name),
            role: role,
            joinTime: UnixTime(seconds: 1_425_976_500),
            msgSeq: 1_233,
            msgFlag: .acceptAndNotify,
            lastSendMsgTime: UnixTime(seconds: 1_425_976_500),
            muteUntil: muteUntil,
            customFields: [
                CustomField(key: "MemberDefined1", value: "ModifyDefined1"),
                CustomField(key: "MemberDefined2", value: "ModifyDefined2"),
            ])
    }

    private static func account(_ name: String) throws -> Account {
        guard let account = Account(name) else {
            throw ConfigurationError("the demo's account \(name) is malformed")
        }
        return account
    }
}
