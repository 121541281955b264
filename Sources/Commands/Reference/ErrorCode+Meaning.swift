package import Wire

extension ErrorCode {
    /// What an answer with the code means, in a sentence or two.
    package var meaning: Wording {
        switch self {
        case .internalError, .profileServiceError, .accountServiceError, .messageServiceError, .muteServiceError:
            Wording(
                "The server could not do it; its log has the cause. The same call may succeed later.",
                "服务器未能完成，日志中有原因。稍后再试可能成功。")
        case .unknownCommand:
            Wording("The command does not exist in this service. Check its name.", "这个服务没有该命令，请检查名称。")
        case .invalidParameter:
            Wording(
                "A field of the request is missing, of another type, or out of its range; the text names it.",
                "请求中有字段缺失、类型不对或超出范围，错误信息会指出是哪个字段。")
        case .tooManyAccounts:
            Wording("Too many accounts for one call. Split them over several.", "一次调用的账号太多，请分多次调用。")
        case .operationTooFrequent:
            Wording("The app has made as many groups as it may in a day.", "应用当天创建的群组已达上限。")
        case .notPermitted:
            Wording(
                "The type of the group does not allow this, or the account lacks the role for it.",
                "群类型不支持此操作，或账号权限不足。")
        case .groupNotFound:
            Wording("There is no such group: not created, destroyed, or of another app.", "群组不存在：未创建、已解散，或属于其他应用。")
        case .groupFull:
            Wording("The group is full.", "群成员已满。")
        case .invalidGroupID:
            Wording(
                "No group can have this GroupId: 1 to 48 visible ASCII characters, and no @TGS# at the beginning.",
                "群 ID 不合法：1 到 48 个可见 ASCII 字符，不能以 @TGS# 开头。")
        case .refusedByBackend:
            Wording("The app's backend refused it in a webhook.", "应用后台在回调中拒绝了该操作。")
        case .muted:
            Wording("The sender is muted in the group, the topic or the whole app.", "发送者在群组、话题或整个应用中被禁言。")
        case .answerTooLarge:
            Wording(
                "The answer would be too large. Ask for fewer groups or fields, or by pages.",
                "应答太大，请减少群组或字段，或分页读取。")
        case .accountNotFound:
            Wording("An account has not been imported. Import it first.", "有账号没有导入，请先导入。")
        case .groupIDInUse:
            Wording("Another owner has a group of this GroupId.", "群 ID 已被其他群主使用。")
        case .messagesTooFrequent:
            Wording("Messages come faster than the app allows.", "发消息过快。")
        case .groupIDInUseBySameOwner:
            Wording("The owner has a group of this GroupId already.", "群主已有一个使用此群 ID 的群组。")
        case .commandDisabled, .requestForbidden:
            Wording("The command is switched off for this app.", "这个应用停用了该命令。")
        case .messageNotFound:
            Wording("There is no such message.", "消息不存在。")
        case .recallTooLate:
            Wording("The message is too old to be recalled.", "消息太旧，不能撤回。")
        case .cannotBeRecalled:
            Wording("This message cannot be recalled.", "这条消息不能撤回。")
        case .tooManyAVChatRooms:
            Wording("The app has as many AVChatRooms as its plan allows.", "直播群数量已达套餐上限。")
        case .tooManyGroupsOfAccount:
            Wording(
                "The account would be in more groups, or the Community have more topics, than may be.",
                "账号加入的群组数或社群的话题数超出上限。")
        case .tooManyMembersForPlan:
            Wording("More members than the plan allows.", "成员数超出套餐上限。")
        case .recallDisabled:
            Wording("Recalling is switched off for this app.", "这个应用停用了撤回功能。")
        case .noHistory:
            Wording("Groups of this type keep no messages.", "此类群组不保存消息。")
        case .groupAttributeKeyTooLong:
            Wording("A key of an attribute has 32 bytes at most.", "群属性的键最多 32 字节。")
        case .groupAttributeValueTooLong:
            Wording("A value of an attribute has 4000 bytes at most.", "群属性的值最多 4000 字节。")
        case .tooManyGroupAttributes:
            Wording("A group has 16 attributes at most.", "一个群最多 16 个群属性。")
        case .groupAttributesTooLarge:
            Wording("The values of a group's attributes have 16000 bytes together at most.", "一个群的群属性值总共最多 16000 字节。")
        case .groupAttributesTooFrequent:
            Wording("Attributes of a group are written 5 times a second at most.", "一个群的群属性每秒最多写 5 次。")
        case .groupAttributeNotFound:
            Wording("The group has no attribute of this key.", "没有这个键的群属性。")
        case .tooManyMentions:
            Wording("A message mentions 30 members at most.", "一条消息最多 @ 30 人。")
        case .tooManyGroupsOfTrial:
            Wording("The app has as many groups as its trial plan allows.", "体验版应用的群组数已达上限。")
        case .featureNotInPlan:
            Wording("The app's plan does not have this.", "应用套餐不包含此功能。")
        case .groupTooLargeForReceipts:
            Wording("The group has too many members for read receipts.", "群成员太多，不支持已读回执。")
        case .noReceiptsForOnlineOnly:
            Wording("A message for those online only takes no receipts.", "仅在线消息不支持已读回执。")
        case .receiptNotFound:
            Wording("The message has no receipts.", "消息没有已读回执。")
        case .tooManyGroupCounters:
            Wording("A group has 20 counters at most.", "一个群最多 20 个计数器。")
        case .topicsUnavailable:
            Wording("The group has no topics, or permission groups are switched off.", "群组没有话题，或未开启权限组。")
        case .invalidMessageChange:
            Wording("The change would change nothing.", "没有任何修改。")
        case .messageToChangeNotFound:
            Wording("The message to be changed does not exist.", "要修改的消息不存在。")
        case .extensionConflict:
            Wording("Somebody else has changed the pair of the message.", "该键值已被他人修改。")
        case .extensionsUnsupported:
            Wording("The message takes no extensions.", "该消息不支持消息扩展。")
        case .extensionsTooFrequent:
            Wording("The extensions of one message change too often.", "单条消息的扩展修改过于频繁。")
        case .messageOfExtensionsNotFound:
            Wording("The message whose extensions are meant does not exist.", "要操作消息扩展的消息不存在。")
        case .invalidProfileParameter:
            Wording("A field of the profile call is missing, malformed, or its list too long.", "资料调用的字段缺失、格式不对或列表过长。")
        case .profileAccountMissing:
            Wording("The profile call names no account.", "资料调用没有填写账号。")
        case .profileAccountNotFound, .setAccountInvalid:
            Wording("The account has not been imported.", "账号没有导入。")
        case .profileFieldNotReadable:
            Wording("The profile field may not be read.", "资料字段不可读。")
        case .profileFieldNotWritable:
            Wording("The profile field may not be written.", "资料字段不可写。")
        case .unknownProfileField:
            Wording("There is no profile field of this tag.", "没有这个资料字段。")
        case .profileValueTooLong:
            Wording("A text of a profile has 500 bytes at most.", "资料文本最多 500 字节。")
        case .profileValueNotAllowed:
            Wording("The profile field does not take this value.", "资料字段不接受这个值。")
        case .profileValueOfWrongType:
            Wording("The value has another type than the profile field.", "值的类型与资料字段不符。")
        case .malformedHTTP:
            Wording("The URL or the HTTP request has the wrong form.", "URL 或 HTTP 请求格式不对。")
        case .malformedJSON:
            Wording("The body is not valid JSON.", "请求体不是有效的 JSON。")
        case .identifierMissing:
            Wording("The URL lacks identifier.", "URL 缺少 identifier。")
        case .userSigMissing:
            Wording("The URL lacks usersig.", "URL 缺少 usersig。")
        case .invalidSDKAppID:
            Wording("sdkappid must be a positive number.", "sdkappid 必须是正整数。")
        case .callRateExceeded:
            Wording("The command is called more often than the app may.", "该命令的调用频率超出限制。")
        case .serviceTimeout:
            Wording("The server took too long, or the request is too large.", "服务器超时，或请求太大。")
        case .unknownResource:
            Wording("There is no such service or command.", "没有这个服务或命令。")
        case .administratorRequired:
            Wording("Only an administrator of the app may call this.", "只有应用管理员可以调用。")
        case .appRateExceeded:
            Wording("The app makes more calls than it may.", "应用的调用频率超出限制。")
        case .sdkAppIDMissing:
            Wording("The URL lacks sdkappid.", "URL 缺少 sdkappid。")
        case .accountNotAString:
            Wording("An account in the body is not a string.", "请求体中的账号不是字符串。")
        case .appDisabled:
            Wording("The app is switched off.", "应用已停用。")
        case .userSigExpired:
            Wording("The UserSig has run out. Make a new one.", "UserSig 已过期，请重新生成。")
        case .userSigEmpty:
            Wording("usersig in the URL is empty.", "URL 中的 usersig 为空。")
        case .userSigMalformed:
            Wording("The UserSig is damaged; perhaps it was cut or escaped twice.", "UserSig 已损坏，可能被截断或重复转义。")
        case .userSigMismatch:
            Wording("The UserSig was made with another key.", "UserSig 是用其他密钥生成的。")
        case .identifierMismatch:
            Wording("The UserSig is of another account than identifier.", "UserSig 与 identifier 不是同一个账号。")
        case .sdkAppIDMismatch:
            Wording("The UserSig is of another app than sdkappid.", "UserSig 与 sdkappid 不是同一个应用。")
        case .keyMissing:
            Wording("No key is configured for the app.", "应用没有配置密钥。")
        case .appNotFound:
            Wording("There is no such app.", "应用不存在。")
        case .tooManyFailedSignatures:
            Wording("Too many wrong signatures. Wait a minute.", "错误签名太多，请等一分钟。")
        case .accountMissing:
            Wording("The account does not exist.", "账号不存在。")
        case .invalidAccountParameter:
            Wording("A field of the account call is missing, malformed, or its list too long.", "账号调用的字段缺失、格式不对或列表过长。")
        case .contentRefused:
            Wording("The app's backend refused the content of the message.", "应用后台拒绝了消息内容。")
        case .messageTooLong:
            Wording("A message has 12,288 bytes at most.", "一条消息最多 12,288 字节。")
        case .backendFailed:
            Wording("The app's backend could not be asked about the message.", "应用后台未能应答消息回调。")
        case .invalidMessageParameter:
            Wording("The body of the call cannot be used.", "请求体不可用。")
        case .malformedMessage:
            Wording("A part of the message that is to be changed has the wrong form.", "要修改的消息格式不对。")
        case .invalidToAccount:
            Wording("To_Account is missing or is no list.", "To_Account 缺失或不是数组。")
        case .messageBodyNotAnArray:
            Wording("MsgBody is no list.", "MsgBody 不是数组。")
        case .malformedMessageElement:
            Wording("An element of MsgBody is none that a message may have.", "MsgBody 中有不合法的消息元素。")
        case .tooManyToAccounts:
            Wording("To_Account names more than 500 accounts.", "To_Account 超过 500 个账号。")
        case .topicDestroyed:
            Wording("The topic is gone, or never was.", "话题已解散或不存在。")
        case .invalidMuteParameter:
            Wording("A time of the mute is none.", "禁言时间不正确。")
        case .getAccountMissing:
            Wording("Get_Account is missing.", "缺少 Get_Account。")
        case .getAccountInvalid:
            Wording("The account of Get_Account has not been imported.", "Get_Account 的账号没有导入。")
        case .setAccountMissing:
            Wording("Set_Account is missing.", "缺少 Set_Account。")
        case .muteTimesMissing:
            Wording("Both times of the mute are missing.", "两个禁言时间都没有填写。")
        }
    }
}
