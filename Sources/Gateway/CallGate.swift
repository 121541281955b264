import Apps
import Commands
import UserSig
import Wire

/// Decides whether a call may be carried out, by its head alone.
///
/// The checks are made in this order, and the first that fails is answered:
///
/// | Check | Code |
/// |---|---|
/// | method is POST, or GET with a body or for a command that takes an empty one | 60002 |
/// | service exists; command exists | 60009; 10003 in a group service, else 60009 |
/// | `sdkappid` present; a positive integer; an app | 60012; 60006; 70020 |
/// | app switched on | 60016 |
/// | strict apps only: POST, no repeated slashes, `random` and `contenttype` as specified | 60002 |
/// | `identifier` present and well-formed | 60004 |
/// | `usersig` present; not empty | 60005; 70002 |
/// | signature verifies | as ``UserSig/verify(_:sdkAppID:identifier:key:now:)``; 70050 when too many have failed before |
/// | caller is an administrator of the app | 60010 |
/// | call and app stay within their rates | 60007; 60011 |
/// | command switched on for the app | 10026 in a group service, else 60017 |
///
/// - Source: protocol reference file 00, 4.5 and 5.2.
struct CallGate: Sendable {
    private let apps: AppDirectory
    /// By the part of the path that follows `/v4/`.
    private let commands: [String: KnownCommand]
    private let verified: VerifiedUserSigCache
    private let failures: FailedSignatureGuard
    let limiter: CallLimiter
    private let uptime: @Sendable () -> Duration

    /// - Parameter uptime: a clock that never goes back, for rates and for failed signatures.
    init(
        apps: AppDirectory, commands: [KnownCommand], limits: GatewayLimits, uptime: @escaping @Sendable () -> Duration
    ) {
        self.apps = apps
        self.commands = Dictionary(commands.map { ($0.name.description, $0) }, uniquingKeysWith: { first, _ in first })
        verified = VerifiedUserSigCache(
            maximumEntries: limits.maximumVerifiedSignatures, maximumBytes: limits.maximumVerifiedSignatureBytes)
        failures = FailedSignatureGuard(limit: limits.failedSignatures)
        limiter = CallLimiter(apps: apps, commands: commands, uptime: uptime)
        self.uptime = uptime
    }

    /// Changes how many wrong signatures of a caller are answered with their reason.
    func change(_ limits: GatewayLimits) {
        failures.change(limits.failedSignatures)
    }

    /// Admits a call that repeats the last one of its connection.
    ///
    /// - Parameters:
    ///   - last: what was admitted last on the connection.
    ///   - trace: takes what is known of the call.
    /// - Returns: `nil` for another call; then it is for ``admit(_:path:target:address:now:last:trace:)`` to say.
    func admitAgain(
        _ head: RequestHead, last: Admission?, now: UnixTime, trace: inout CallTrace
    ) throws(APIError) -> CommandCall? {
        guard let last, head.method == .post, last.covers(head.target.revealed, at: now, appsVersion: apps.version)
        else {
            return nil
        }
        trace = CallTrace(command: last.command, sdkAppID: last.app.sdkAppID, caller: last.caller)
        return try permit(last, head, at: now)
    }

    /// Admits a call, or refuses it.
    ///
    /// - Parameters:
    ///   - path: what follows `/v4/` in the path.
    ///   - target: the whole target.
    ///   - address: the peer's address, without port.
    ///   - last: takes what is admitted, for the next call of the connection.
    ///   - trace: takes what becomes known on the way.
    func admit(
        _ head: RequestHead, path: Substring, target: RequestTarget, address: String, now: UnixTime,
        last: inout Admission?, trace: inout CallTrace
    ) throws(APIError) -> CommandCall {
        let command = commands[String(path)]
        trace.command = command?.name
        try checkMethod(head, command)
        guard let command else {
            throw Self.unknownCommand(path)
        }
        let query = target.query
        let appsVersion = apps.version
        let app = try app(query)
        trace.sdkAppID = app.sdkAppID
        let identifier = query.identifier.flatMap { app.account(named: String($0)) }
        trace.caller = identifier
        if app.isStrict {
            try checkStrictly(head, target)
        }
        let signatureTime = app.signatureTime(now)
        let (caller, expiry) = try checkSignature(
            query, identifier: identifier, app: app, address: address, now: signatureTime)
        guard app.admins.contains(caller) else {
            throw APIError(.administratorRequired, "identifier is not an administrator of the app")
        }
        let admission = Admission(
            command: command.name, app: app, caller: caller, address: address, target: head.target.revealed,
            random: query.randomPlace, arrival: now, validity: signatureTime...expiry, appsVersion: appsVersion)
        last = admission
        return try permit(admission, head, at: now)
    }

    /// Makes the checks that depend on more than the caller's right to call.
    private func permit(
        _ admission: Admission, _ head: RequestHead, at now: UnixTime
    ) throws(APIError) -> CommandCall {
        try limiter.count(admission.command, of: admission.app)
        guard !admission.app.disabledCommands.contains(admission.command) else {
            throw APIError(
                admission.command.service.isGroupService ? .commandDisabled : .requestForbidden,
                "\(admission.command) is switched off for this app")
        }
        var call = admission.call(at: now)
        call.traceParent = head.traceParent
        return call
    }

    // MARK: Command

    private func checkMethod(_ head: RequestHead, _ command: KnownCommand?) throws(APIError) {
        switch head.method {
        case .post:
            return
        case .get where head.body != .none || command?.acceptsEmptyBody == true:
            return
        case .get, .head, .other:
            throw APIError(.malformedHTTP, "the method must be POST")
        }
    }

    private static func unknownCommand(_ path: Substring) -> APIError {
        let segments = path.split(separator: "/", maxSplits: 1)
        let names = segments.map(quotable)
        let service = Service(rawValue: segments.first.map(String.init) ?? "")
        if segments.count == 2,
            let subject = UncarriedCommands.subject(ofService: String(segments[0]), command: String(segments[1]))
        {
            let name = names.joined(separator: "/")
            return APIError(
                service?.isGroupService == true ? .unknownCommand : .unknownResource,
                "Qun does not carry \(name) (\(subject.english))")
        }
        guard let service else {
            return APIError(.unknownResource, "the service \(names.first ?? "") does not exist")
        }
        return APIError(
            service.isGroupService ? .unknownCommand : .unknownResource,
            "the service \(service.rawValue) has no command \(names.last ?? "")")
    }

    /// The part of a path segment that may be repeated to the client and to the log.
    ///
    /// A client that forgets the question mark, or takes the parameters for parts of the path, puts its signature
    /// there. So whatever follows a name is cut, and what is longer than any name or goes on like a signature is left
    /// out.
    private static func quotable(_ segment: Substring) -> String {
        let name = segment.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let next = segment[name.endIndex...].first
        guard (1...40).contains(name.utf8.count), next != "*", next != "-" else {
            return "of this name"
        }
        return String(name)
    }

    // MARK: App

    private func app(_ query: CallQuery) throws(APIError) -> AppSettings {
        guard let text = query.sdkAppID, !text.isEmpty else {
            throw APIError(.sdkAppIDMissing, "sdkappid is missing from the URL")
        }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.contains(where: { $0 != 0x30 }) else {
            throw APIError(.invalidSDKAppID, "sdkappid must be a positive integer")
        }
        guard let number = UInt32(text), let app = apps[SDKAppID(number)] else {
            throw APIError(.appNotFound, "sdkappid is not an app of this server")
        }
        guard !app.isDisabled else {
            throw APIError(.appDisabled, "the app is switched off")
        }
        return app
    }

    private func checkStrictly(_ head: RequestHead, _ target: RequestTarget) throws(APIError) {
        guard head.method == .post else {
            throw APIError(.malformedHTTP, "the method must be POST")
        }
        guard !target.hasRepeatedSlashes else {
            throw APIError(.malformedHTTP, "the path of the URL must be /v4/<service>/<command>, with single slashes")
        }
        let query = target.query
        guard
            let random = query.random, !random.isEmpty,
            random.utf8.allSatisfy({ (0x30...0x39).contains($0) }), UInt32(random) != nil
        else {
            throw APIError(.malformedHTTP, "random must be an integer from 0 to 4294967295")
        }
        guard query.contentType == "json" else {
            throw APIError(.malformedHTTP, "contenttype must be json")
        }
    }

    // MARK: Caller

    /// - Parameter now: by the clock that governs the app's signatures.
    private func checkSignature(
        _ query: CallQuery, identifier: Account?, app: AppSettings, address: String, now: UnixTime
    ) throws(APIError) -> (caller: Account, expiry: UnixTime) {
        guard let name = query.identifier, !name.isEmpty else {
            throw APIError(.identifierMissing, "identifier is missing from the URL")
        }
        guard let identifier else {
            throw APIError(.identifierMissing, "identifier must be \(app.accountNaming.rule)")
        }
        guard let text = query.userSig else {
            throw APIError(.userSigMissing, "usersig is missing from the URL")
        }
        guard !text.revealed.isEmpty else {
            throw APIError(.userSigEmpty, UserSigDefect.empty.text)
        }
        let key = app.secretKey ?? ""
        if !key.revealed.isEmpty,
            let expiry = verified.expiry(of: text, sdkAppID: app.sdkAppID, identifier: identifier, key: key, now: now)
        {
            return (identifier, expiry)
        }
        do {
            let expiry = try UserSig.verify(text, sdkAppID: app.sdkAppID, identifier: identifier, key: key, now: now)
            verified.insert(
                text, sdkAppID: app.sdkAppID, identifier: identifier, key: key, expiry: expiry, now: now)
            return (identifier, expiry)
        } catch {
            throw refusal(
                of: error,
                FailedSignatureGuard.Caller(sdkAppID: app.sdkAppID, identifier: identifier, address: address))
        }
    }

    /// Counts a signature that has failed.
    ///
    /// Only a signature that fails is answered with 70050, and each is verified first: whoever shares an address with
    /// somebody who guesses is not shut out.
    private func refusal(of defect: UserSigDefect, _ caller: FailedSignatureGuard.Caller) -> APIError {
        guard Self.counts(defect), failures.recordFailure(of: caller, uptime: uptime()) else {
            return APIError(defect.code, defect.text)
        }
        return APIError(
            .tooManyFailedSignatures,
            "usersig is wrong, like too many of this identifier before; check the key, wait a minute to see the reason")
    }

    /// Whether a failure may be a guess.
    ///
    /// A client learns from the code of an expired signature to make a new one, so that code must not give way to
    /// 70050.
    private static func counts(_ defect: UserSigDefect) -> Bool {
        switch defect {
        case .expired, .keyMissing: false
        default: true
        }
    }
}
