package import Wire

/// What to change when a call is refused.
enum Advice {
    /// - Parameter code: of an answer; one that the protocol does not have was chosen by the app's backend.
    static func text(forCode code: Int) -> String {
        ErrorCode(rawValue: code)?.advice
            ?? "The app's backend has refused it with a code of its own; look there for what it means."
    }

    /// - Parameter number: of the rule that has hit the call.
    static func text(forFault number: Int) -> String {
        "Fault \(number) has hit the call on purpose; `qun fault list` shows its rule."
    }
}

extension ErrorCode {
    /// What to change, in a sentence or two.
    package var advice: String {
        switch self {
        case .internalError, .profileServiceError, .accountServiceError, .messageServiceError, .muteServiceError:
            "The server could not do it; the log has the cause in the line of this call. The same call may "
                + "succeed later."
        case .unknownCommand:
            "Check the name of the command and its service; docs/commands.md lists all."
        case .invalidParameter:
            "Compare the body with the documentation of the command; the reason names the field and what it takes."
        case .tooManyAccounts:
            "Split the accounts over several calls."
        case .operationTooFrequent:
            "The app has made its groups of the day (plan.dailyGroups); wait until tomorrow (UTC), or raise the number."
        case .notPermitted:
            "The type of the group does not allow this, or the account lacks the role for it; the reason says which."
        case .groupNotFound:
            "Create the group first, and check the GroupId and the app; a destroyed group is gone."
        case .groupFull:
            "Remove members, or raise MaxMemberNum of the group."
        case .invalidGroupID:
            "A GroupId has 1 to 48 visible characters of ASCII and does not begin with @TGS#, but that of a "
                + "Community with @TGS#_."
        case .refusedByBackend:
            "The app's backend said no to the question before this; look at what it answered."
        case .muted:
            "The sender is muted in the group, the topic or the whole app; lift the mute, or send as somebody else."
        case .answerTooLarge:
            "Ask for fewer groups or fields, or by pages."
        case .accountNotFound:
            "Import the account with account_import first, or set autoImportAccounts."
        case .groupIDInUse:
            "Choose another GroupId, or leave it out to get one; destroy the group that has it."
        case .messagesTooFrequent:
            "Send more slowly, or raise messages.broadcastsPerSecond."
        case .groupIDInUseBySameOwner:
            "The owner has a group of this GroupId already; use it, or choose another GroupId."
        case .commandDisabled, .requestForbidden:
            "Take the command out of disabledCommands of the app."
        case .messageNotFound, .messageToChangeNotFound:
            "Check the MsgSeq and the group; messages that are kept no longer are gone."
        case .recallTooLate:
            "Messages can be recalled for a limited time only."
        case .cannotBeRecalled:
            "Tips of what happens in a group stay; leave their MsgSeq out."
        case .tooManyAVChatRooms:
            "Destroy AVChatRooms, or raise plan.avChatRooms."
        case .tooManyGroupsOfAccount:
            "Let the account leave groups, or raise plan.groupsPerAccount; of a Community, destroy topics."
        case .tooManyMembersForPlan:
            "Ask for fewer members in MaxMemberNum, or raise plan.members."
        case .recallDisabled:
            "Set messages.recall of the app to true."
        case .noHistory:
            "Groups of this type keep no messages; AVChatRooms do not."
        case .groupAttributeKeyTooLong:
            "A key of an attribute has 32 bytes at most."
        case .groupAttributeValueTooLong:
            "A value of an attribute has 4000 bytes at most."
        case .tooManyGroupAttributes:
            "A group has 16 attributes at most; delete some."
        case .groupAttributesTooLarge:
            "The values of a group's attributes have 16000 bytes together at most."
        case .groupAttributesTooFrequent:
            "Write the attributes of a group 5 times a second at most, several in one call."
        case .groupAttributeNotFound:
            "Set the attribute first, or check its key."
        case .tooManyMentions:
            "Mention fewer members in one message."
        case .tooManyGroupsOfTrial:
            "Destroy groups, or raise plan.groups."
        case .featureNotInPlan:
            "The configuration switches this off; groupCounters is one such setting."
        case .groupTooLargeForReceipts:
            "Ask for read receipts in smaller groups only."
        case .noReceiptsForOnlineOnly:
            "Leave either OnlineOnlyFlag or NeedReadReceipt out."
        case .receiptNotFound:
            "Only messages that were sent with NeedReadReceipt have read receipts."
        case .tooManyGroupCounters:
            "A group has 20 counters at most; delete some."
        case .topicsUnavailable:
            "Create the Community with SupportTopic 1, or switch its permission groups on."
        case .invalidMessageChange:
            "The call changes nothing; give at least one field of the message a new value."
        case .extensionConflict:
            "Somebody else has changed the pair; read it again, and send its latest version."
        case .extensionsUnsupported:
            "Send the message with SupportMessageExtension 1."
        case .extensionsTooFrequent:
            "Change the pairs of one message more slowly."
        case .messageOfExtensionsNotFound:
            "Check the MsgSeq and the group of the message."
        case .invalidProfileParameter, .invalidAccountParameter, .invalidMessageParameter:
            "Compare the body with the documentation of the command; the reason names the field."
        case .profileAccountMissing:
            "Name at least one account in To_Account or From_Account."
        case .profileAccountNotFound, .accountMissing:
            "Import the account with account_import first."
        case .profileFieldNotReadable:
            "The field is declared writeOnly in profileFields."
        case .profileFieldNotWritable:
            "The field is declared readOnly in profileFields."
        case .unknownProfileField:
            "Check the tag; custom fields are declared in profileFields."
        case .profileValueTooLong:
            "A profile text has 500 bytes at most."
        case .profileValueNotAllowed:
            "The documentation lists the values that this field takes."
        case .profileValueOfWrongType:
            "Send the value in the type of its field, a number or a text."
        case .malformedHTTP:
            "Send POST to /v4/SERVICE/COMMAND, with the four parameters in the URL."
        case .malformedJSON:
            "The body must be one object of JSON in UTF-8."
        case .identifierMissing:
            "Put identifier into the URL: the administrator who calls."
        case .userSigMissing:
            "Put usersig into the URL; `qun usersig make` makes one."
        case .invalidSDKAppID:
            "sdkappid in the URL must be a number above 0."
        case .callRateExceeded:
            "Call this command more slowly, or raise its number in rates; the call has done nothing and may "
                + "be repeated."
        case .serviceTimeout:
            "Make the request smaller or send it faster, or look in the log for what the server waited for."
        case .unknownResource:
            "Check the path: /v4/SERVICE/COMMAND; docs/commands.md lists all."
        case .administratorRequired:
            "Call as an administrator, or add the account to the setting admin."
        case .appRateExceeded:
            "Call more slowly, or raise rates.total; the call has done nothing and may be repeated."
        case .sdkAppIDMissing:
            "Put sdkappid into the URL."
        case .accountNotAString:
            "Write accounts as texts, in quotes, numbers too."
        case .appDisabled:
            "The setting disabled switches the app off."
        case .userSigExpired:
            "Make a new UserSig, with a later expiry; check the clocks of both machines."
        case .userSigEmpty:
            "usersig in the URL is empty; put the UserSig there."
        case .userSigMalformed:
            "The UserSig is cut or was encoded twice; put it into the URL as it was made. `qun usersig "
                + "explain` shows what is in it."
        case .userSigMismatch:
            "Make the UserSig with the secretKey of this app; `qun usersig explain` checks one."
        case .identifierMismatch:
            "Make the UserSig for the same account that identifier in the URL names."
        case .sdkAppIDMismatch:
            "Make the UserSig for the same app that sdkappid in the URL names."
        case .keyMissing:
            "Give the app a secretKey in the configuration."
        case .appNotFound:
            "Check sdkappid in the URL, or configure the app; the line at the server's start names the one it has."
        case .tooManyFailedSignatures:
            "Wait a minute, and mend what makes the signatures."
        case .contentRefused:
            "The app's backend refused the content of the message; look at what it answered."
        case .messageTooLong:
            "Make MsgBody and CloudCustomData shorter, or raise messages.contentBytes."
        case .backendFailed:
            "The app's backend did not answer the question; see whether it runs, or let webhooks go on "
                + "without an answer."
        case .malformedMessage, .malformedMessageElement:
            "Each element of MsgBody has a MsgType and a MsgContent of its shape."
        case .invalidToAccount:
            "To_Account must be a list of accounts."
        case .messageBodyNotAnArray:
            "MsgBody must be a list of elements."
        case .tooManyToAccounts:
            "Name 500 accounts at most in one call."
        case .topicDestroyed:
            "The topic is gone already; nothing is left to do."
        case .invalidMuteParameter:
            "The times must be whole numbers of seconds; 4294967295 mutes for ever."
        case .getAccountMissing:
            "Name the account in Get_Account."
        case .getAccountInvalid:
            "Import the account of Get_Account first, or check its name."
        case .setAccountMissing:
            "Name the account in Set_Account."
        case .setAccountInvalid:
            "Import the account of Set_Account first, or check its name."
        case .muteTimesMissing:
            "Give at least one of the two mute times."
        }
    }
}
