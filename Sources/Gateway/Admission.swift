import Apps
import Commands
import UserSig
import Wire

/// A caller and a command that have passed all checks which do not change while the signature is valid.
///
/// A connection remembers its last one: who repeats the same request target, but for the digits of `random`, need not
/// be looked up and verified again. Rates are checked for every call.
final class Admission: Sendable {
    let command: CommandName
    let app: AppSettings
    let caller: Account
    /// The call that was admitted.
    private let call: CommandCall
    /// By the clock that governs the app's signatures.
    private let validity: ClosedRange<UnixTime>
    /// That of the directory of apps when the call was admitted.
    private let appsVersion: Int
    /// The request target up to the value of `random`, or the whole of it when there is none.
    private let beforeRandom: [UInt8]
    private let afterRandom: [UInt8]
    private let hasRandom: Bool

    /// - Parameters:
    ///   - address: the peer of the connection, without port.
    ///   - target: the request target as sent.
    ///   - random: where the value of `random` stands in it, in bytes; `nil` if the target must be repeated exactly.
    ///   - arrival: of the call, by the server's clock.
    ///   - validity: from the moment of the admission to the last second in which the signature is valid, by the clock that
    ///     governs the app's signatures.
    ///   - appsVersion: that of the directory of apps, from before the app was looked up.
    init(
        command: CommandName, app: AppSettings, caller: Account, address: String, target: String, random: Range<Int>?,
        arrival: UnixTime, validity: ClosedRange<UnixTime>, appsVersion: Int
    ) {
        self.command = command
        self.app = app
        self.caller = caller
        self.validity = validity
        self.appsVersion = appsVersion
        call = CommandCall(name: command, app: app, caller: caller, address: address, arrival: arrival)
        let bytes = Array(target.utf8)
        beforeRandom = Array(bytes[..<(random?.lowerBound ?? bytes.count)])
        afterRandom = Array(bytes[(random?.upperBound ?? bytes.count)...])
        hasRandom = random != nil
    }

    /// Whether a request target says the same as the one that was admitted, in time, with a `random` that all apps take.
    ///
    /// - Parameters:
    ///   - now: by the server's clock.
    ///   - appsVersion: that of the directory of apps; after a change of any app a call is admitted anew.
    func covers(_ target: String, at now: UnixTime, appsVersion: Int) -> Bool {
        guard appsVersion == self.appsVersion, validity.contains(app.signatureTime(now)) else {
            return false
        }
        var target = target
        return target.withUTF8 { bytes in
            let end = bytes.count - afterRandom.count
            guard beforeRandom.count <= end else {
                return false
            }
            return Self.areSame(bytes[..<beforeRandom.count], beforeRandom) && Self.areSame(bytes[end...], afterRandom)
                && covers(random: bytes[beforeRandom.count..<end])
        }
    }

    /// The call that arrives at a moment.
    func call(at arrival: UnixTime) -> CommandCall {
        call.repeated(at: arrival)
    }

    private static func areSame(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ known: [UInt8]) -> Bool {
        known.withUnsafeBufferPointer { haveSameBytes(UnsafeBufferPointer(rebasing: bytes), $0) }
    }

    /// Whether what stands in the place of `random` is an integer from 0 to 4294967295.
    private func covers(random: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard hasRandom else {
            return random.isEmpty
        }
        guard (1...10).contains(random.count) else {
            return false
        }
        var value: UInt64 = 0
        for byte in random {
            guard (0x30...0x39).contains(byte) else {
                return false
            }
            value = value * 10 + UInt64(byte - 0x30)
        }
        return value <= UInt32.max
    }
}

extension Admission: CustomReflectable {
    /// Shows who calls what, and leaves out the target with its UserSig.
    var customMirror: Mirror { Mirror(self, children: ["command": command, "caller": caller]) }
}
