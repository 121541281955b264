/// The few names that steps use, so that they meet each other often.
extension Dice {
    /// An account that steps import and delete.
    mutating func account() -> String {
        one(of: "ada", "bea", "cem", "dan", "eve", "fay")
    }

    /// The same, or one that no step imports.
    mutating func anyAccount() -> String {
        chance(4) ? "ghost" : account()
    }

    /// A living group in most cases.
    mutating func group(in app: ModelApp) -> String {
        let living = app.groups.keys.sorted()
        return chance(92)
            ? pick(living) ?? newGroup(ofType: "Public") : newGroup(ofType: one(of: "Public", "Community"))
    }

    /// An identifier for a group of the type; in a few cases one that it must not have.
    mutating func newGroup(ofType type: String) -> String {
        let community = (type == "Community") != chance(4)
        return community ? one(of: "@TGS#_hall", "@TGS#_quay") : one(of: "crew", "deck", "mast", "hull")
    }

    mutating func type() -> String {
        one(of: "Private", "Public", "ChatRoom", "AVChatRoom", "Community", "Work", "Meeting", "Public")
    }

    mutating func groupKeys(_ range: ClosedRange<Int>, deleting percent: Int) -> [ModelField] {
        list(range) { ModelField(key: "g\($0.roll(13))", value: $0.fieldValue(deleting: percent)) }
    }

    mutating func memberKeys(_ range: ClosedRange<Int>, deleting percent: Int) -> [ModelField] {
        list(range) { ModelField(key: "m\($0.roll(8))", value: $0.fieldValue(deleting: percent)) }
    }

    private mutating func fieldValue(deleting percent: Int) -> String {
        chance(percent) ? "" : one(of: "1", "zwei", "群\u{0}\u{1f}", "a\"b\\c")
    }

    mutating func muteTime() -> Int {
        one(of: 0, 1, 5, 60, 4_294_967_295)
    }

    mutating func memberCap() -> Int {
        chance(5) ? one(of: 0, -1, 6001, 100_001) : number(in: 1...5)
    }
}
