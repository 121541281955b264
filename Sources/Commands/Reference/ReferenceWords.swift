/// The words of the reference that are no command's own.
enum ReferenceWords {
    static let request = Wording("Request", "请求字段")
    static let tableHead = Wording(
        "| Field | Type | Required | Meaning |", "| 字段 | 类型 | 必填 | 说明 |")
    static let noFields = Wording("The body is `{}`.", "请求体为 `{}`。")
    static let yes = Wording("yes", "是")
    static let no = Wording("no", "否")
    static let or = Wording("or", "或")
    static let example = Wording("Example", "示例")
    static let codes = Wording("Codes", "错误码")
    static let codesHead = Wording("| Code | Meaning |", "| 错误码 | 含义 |")
    static let otherCodes = Wording(
        "Those of [every call](../../commands.md#codes-of-every-call) too.",
        "另见[所有接口通用的错误码](../../commands.zh-CN.md#通用错误码)。")
    static let otherLanguage = Wording("中文", "English")
    static let alsoAnswers = Wording("Also at", "同时支持")

    // MARK: Types

    static let text = Wording("string", "字符串")
    static let account = Wording("account", "账号")
    static let integer = Wording("integer", "整数")
    static let flag = Wording("0 or 1", "0 或 1")
    static func list(of element: String) -> Wording {
        Wording("list of \(element)", "数组，元素为\(element)")
    }

    static let object = Wording("object", "对象")
    static let elements = Wording("list of message elements", "消息元素数组")
    static let linkedElements = Wording(
        "list of [message elements](../message-elements.md)", "[消息元素](../message-elements.zh-CN.md)数组")
    static let anything = Wording("any", "任意")
    static let number = Wording("number", "数值")

    static func bytes(_ maximum: Int) -> Wording {
        Wording(", at most \(maximum) bytes", "，最长 \(maximum) 字节")
    }

    static func entries(_ maximum: Int) -> Wording {
        Wording(", at most \(maximum)", "，最多 \(maximum) 个")
    }

    static func range(_ range: ClosedRange<Int64>) -> Wording? {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): nil
        case (let least, .max): Wording(", \(least) or more", "，不小于 \(least)")
        case (let least, let most): Wording(", \(least) to \(most)", "，\(least) 到 \(most)")
        }
    }
}
