/// The result codes of the protocol, ordered by number.
///
/// A raw value is the number on the wire. Numbers are the original's and none is invented here.
///
/// - Source: protocol reference files 00, section 7, and 70.
package enum ErrorCode: Int, Sendable, CaseIterable {
    // MARK: Group service

    /// An internal fault; the same call may succeed later.
    case internalError = 10002
    /// The command is not known to a group service, or is not available in this server.
    case unknownCommand = 10003
    /// A parameter is missing, has the wrong type, or holds a value outside its range.
    case invalidParameter = 10004
    /// A write request names more accounts than the command takes.
    case tooManyAccounts = 10005
    /// Too many groups were created in a day.
    case operationTooFrequent = 10006
    /// The group's type does not support the operation, or the caller may not do it.
    case notPermitted = 10007
    /// No living group has this identifier in the app.
    case groupNotFound = 10010
    /// The group has no room for the accounts to be added.
    case groupFull = 10014
    /// The text could never be a group identifier.
    case invalidGroupID = 10015
    /// The app's backend has refused the operation.
    case refusedByBackend = 10016
    /// The sender may not speak: muted in the group, in the topic or in the whole app.
    case muted = 10017
    /// The answer would be larger than the protocol allows (1 MB by default).
    case answerTooLarge = 10018
    /// An account that the request names has not been imported.
    case accountNotFound = 10019
    /// The wanted group identifier belongs to a living group of another owner.
    case groupIDInUse = 10021
    /// Messages are sent faster than the app allows.
    case messagesTooFrequent = 10023
    /// The wanted group identifier belongs to a living group of the same owner.
    case groupIDInUseBySameOwner = 10025
    /// The command is switched off for this app.
    case commandDisabled = 10026
    /// The message to be recalled does not exist.
    case messageNotFound = 10030
    /// The message is too old to be recalled.
    case recallTooLate = 10031
    /// The message is none that can be recalled.
    case cannotBeRecalled = 10032
    /// The app has as many AVChatRooms as its plan allows.
    case tooManyAVChatRooms = 10036
    /// An account would be in more groups than its plan allows; in calls on topics, a Community has as many topics as
    /// it may.
    case tooManyGroupsOfAccount = 10037
    /// The request asks for more members than the plan allows.
    case tooManyMembersForPlan = 10038
    /// Recalling is switched off for this app.
    case recallDisabled = 10041
    /// The type of the group keeps no messages.
    case noHistory = 10044
    /// A key of a group attribute is longer than 32 bytes.
    case groupAttributeKeyTooLong = 10045
    /// A value of a group attribute is longer than 4000 bytes.
    case groupAttributeValueTooLong = 10046
    /// The group would have more than 16 attributes.
    case tooManyGroupAttributes = 10047
    /// The values of the group's attributes would take more than 16000 bytes together.
    case groupAttributesTooLarge = 10048
    /// The group's attributes have been written 5 times in this second.
    case groupAttributesTooFrequent = 10049
    /// The group has no attribute of this key.
    case groupAttributeNotFound = 10050
    /// A message mentions more members than it may.
    case tooManyMentions = 10053
    /// The app has as many groups as its trial plan allows.
    case tooManyGroupsOfTrial = 10058
    /// The app's plan does not include the feature; here, the configuration switches it off.
    case featureNotInPlan = 10059
    /// The group has too many members for read receipts.
    case groupTooLargeForReceipts = 10060
    /// A message for online members only cannot ask for read receipts.
    case noReceiptsForOnlineOnly = 10061
    /// The message has no read receipts.
    case receiptNotFound = 10062
    /// The group would have more than 20 counters.
    case tooManyGroupCounters = 10063
    /// The group has no topics, or the permission groups of a Community are switched off.
    case topicsUnavailable = 11000

    // MARK: Messages of groups

    /// A call that changes a message changes nothing.
    case invalidMessageChange = 20001
    /// The message that is to be changed does not exist.
    case messageToChangeNotFound = 20026
    /// The pair of a message has another version than the caller knows.
    case extensionConflict = 23001
    /// The message does not take pairs.
    case extensionsUnsupported = 23002
    /// The pairs of one message change too often.
    case extensionsTooFrequent = 23003
    /// The message whose pairs are meant does not exist.
    case messageOfExtensionsNotFound = 23004

    // MARK: Profile service

    /// A parameter of a profile call is missing, malformed, or a list has a wrong length.
    case invalidProfileParameter = 40001
    /// A profile call names no account.
    case profileAccountMissing = 40002
    /// The account whose profile is read or written does not exist.
    case profileAccountNotFound = 40003
    /// An internal fault in a profile call; the same call may succeed later.
    case profileServiceError = 40006
    /// The profile field may not be read.
    case profileFieldNotReadable = 40007
    /// The profile field may not be written.
    case profileFieldNotWritable = 40008
    /// No profile field has this tag.
    case unknownProfileField = 40009
    /// A profile text of an account is longer than 500 bytes.
    case profileValueTooLong = 40601
    /// A standard profile field does not take this value.
    case profileValueNotAllowed = 40605
    /// A value has another JSON type than its profile field.
    case profileValueOfWrongType = 40610

    // MARK: Gateway

    /// The HTTP message or the form of its URL is wrong.
    case malformedHTTP = 60002
    /// The body is not valid JSON.
    case malformedJSON = 60003
    /// `identifier` is missing from the URL, or is malformed.
    case identifierMissing = 60004
    /// `usersig` is missing from the URL.
    case userSigMissing = 60005
    /// `sdkappid` is not a positive integer.
    case invalidSDKAppID = 60006
    /// The app calls this command more often than it may.
    case callRateExceeded = 60007
    /// The server took too long, or the request is too large.
    case serviceTimeout = 60008
    /// The service, or the command of a service outside the group family, does not exist.
    case unknownResource = 60009
    /// The caller is not an administrator of the app.
    case administratorRequired = 60010
    /// The app makes more calls than it may.
    case appRateExceeded = 60011
    /// `sdkappid` is missing from the URL.
    case sdkAppIDMissing = 60012
    /// An account in the body is not a JSON string.
    case accountNotAString = 60015
    /// The app is switched off.
    case appDisabled = 60016
    /// The command is switched off for this app, outside the group services.
    case requestForbidden = 60017

    // MARK: Signature

    /// The UserSig has run out.
    case userSigExpired = 70001
    /// The UserSig has length 0.
    case userSigEmpty = 70002
    /// The UserSig cannot be decoded, or a member of it is missing or has the wrong type.
    case userSigMalformed = 70003
    /// The UserSig does not verify; usually it was made with another app's key.
    case userSigMismatch = 70009
    /// The UserSig belongs to another account than `identifier`.
    case identifierMismatch = 70013
    /// The UserSig belongs to another app than `sdkappid`.
    case sdkAppIDMismatch = 70014
    /// No key is configured for the app.
    case keyMissing = 70016
    /// The app does not exist.
    case appNotFound = 70020
    /// Too many signatures of this caller failed; a minute's pause helps.
    case tooManyFailedSignatures = 70050

    // MARK: Account service

    /// The account does not exist.
    case accountMissing = 70107
    /// A parameter of an account call is missing, malformed, or a list has a wrong length.
    case invalidAccountParameter = 70402
    /// An internal fault in an account call; the same call may succeed later.
    case accountServiceError = 70500

    // MARK: Content

    /// The app's backend has refused the content of a message.
    case contentRefused = 80001
    /// A message is longer than messages may be.
    case messageTooLong = 80002
    /// The app's backend could not be asked about a message, and the app wants it refused then.
    case backendFailed = 80003

    // MARK: Messages and login status

    /// The body of a call of the `openim` service cannot be used, or `To_Account` is empty.
    case invalidMessageParameter = 90001
    /// A member of a message that is to be changed has the wrong shape.
    case malformedMessage = 90002
    /// `To_Account` is missing or has the wrong type.
    case invalidToAccount = 90003
    /// `MsgBody` is not an array.
    case messageBodyNotAnArray = 90007
    /// An element of `MsgBody` is not a valid one.
    case malformedMessageElement = 90010
    /// `To_Account` names more than 500 accounts.
    case tooManyToAccounts = 90011
    /// An internal fault in a call of the `openim` service; the same call may succeed later.
    case messageServiceError = 91000

    // MARK: Topics, codes of items

    /// The topic has been destroyed already, or never existed.
    case topicDestroyed = 110003

    // MARK: Configuration service

    /// The body of a mute call cannot be read, or a time is not one.
    case invalidMuteParameter = 130001
    /// `Get_Account` is missing.
    case getAccountMissing = 130002
    /// `Get_Account` is not an account of the app.
    case getAccountInvalid = 130003
    /// `Set_Account` is missing.
    case setAccountMissing = 130004
    /// `Set_Account` is not an account of the app.
    case setAccountInvalid = 130005
    /// Both mute times are missing.
    case muteTimesMissing = 130008
    /// An internal fault in a mute call; the same call may succeed later.
    case muteServiceError = 130014
}
