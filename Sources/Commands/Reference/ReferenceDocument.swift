import Groups
import Storage
import Wire

/// The OpenAPI document of the commands, printed from their declarations.
///
/// - Source: OpenAPI Specification 3.1.0.
package enum ReferenceDocument {
    private static let title = Wording("Qun, the group part of the REST API v4", "Qun：REST API v4 群组部分")
    private static let answer = Wording(
        "The answer; ErrorCode 0 means that it was done, another one that nothing was.",
        "应答；ErrorCode 为 0 表示成功，其他值表示未执行。")
    private static let parameters: [(name: StaticString, schema: StaticString, meaning: Wording)] = [
        ("sdkappid", #"{"type":"integer","minimum":1}"#, Wording("The app.", "应用的 SDKAppID。")),
        ("identifier", #"{"type":"string"}"#, Wording("The administrator who calls.", "调用接口的管理员账号。")),
        ("usersig", #"{"type":"string"}"#, Wording("The caller's signature.", "管理员账号的 UserSig。")),
        ("random", #"{"type":"integer","minimum":0,"maximum":4294967295}"#, Wording("Any number.", "随机整数。")),
        ("contenttype", #"{"const":"json"}"#, Wording("Always json.", "固定为 json。")),
    ]

    /// - Parameter version: the server's.
    package static func bytes(in language: Wording.Language, version: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 262_144)
        writer.beginObject()
        writer.field("openapi", "3.1.0")
        writer.key("info")
        writer.beginObject()
        writer.field("title", title[language])
        writer.field("version", version)
        writer.endObject()
        // beside what OpenAPI knows: the codes in ErrorCode
        writer.array("x-common-codes", of: CommandReference.commonCodes + Service.allCases.map(\.internalError)) {
            $0.integer($1.rawValue)
        }
        writer.key("paths")
        writer.beginObject()
        for entry in CommandRegistry.entries {
            writer.member("/v4/\(entry.name)")
            write(entry, in: language, to: &writer)
        }
        writer.endObject()
        writer.key("components")
        writer.beginObject()
        writer.key("parameters")
        writer.beginObject()
        for parameter in parameters {
            writer.key(parameter.name)
            writer.beginObject()
            writer.field("name", parameter.name.description)
            writer.field("in", "query")
            writer.field("description", parameter.meaning[language])
            writer.flag("required", true)
            writer.key("schema")
            writer.raw(parameter.schema)
            writer.endObject()
        }
        writer.endObject()
        writer.key("schemas")
        writer.beginObject()
        writer.key("Answer")
        writer.raw(
            #"{"type":"object","properties":{"ActionStatus":{"enum":["OK","FAIL"]},"ErrorCode":{"type":"integer"},"#)
        writer.raw(#""ErrorInfo":{"type":"string"}},"required":["ErrorCode","ErrorInfo"]}"#)
        writer.key("MessageElement")
        writeMessageElement(to: &writer)
        writer.endObject()
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ entry: CommandEntry, in language: Wording.Language, to writer: inout JSONWriter) {
        let reference = entry.reference
        writer.beginObject()
        writer.key("post")
        writer.beginObject()
        writer.field("operationId", "\(entry.name.service.rawValue).\(entry.name.command)")
        writer.field("tags", [entry.name.service.rawValue])
        writer.field("summary", reference.summary[language])
        let codes = entry.codes.map { code in
            "- \(code.rawValue): \(code.meaning[language])"
        }
        writer.field("description", (reference.notes.map { $0[language] } + codes).joined(separator: "\n"))
        writer.array("x-codes", of: entry.codes) { $0.integer($1.rawValue) }
        writer.array("parameters", of: parameters) { writer, parameter in
            writer.beginObject()
            writer.field("$ref", "#/components/parameters/\(parameter.name)")
            writer.endObject()
        }
        writer.key("requestBody")
        writer.beginObject()
        writer.flag("required", !entry.acceptsEmptyBody)
        writer.key("content")
        writer.beginObject()
        writer.member("application/json")
        writer.beginObject()
        writer.key("schema")
        FieldForm.object(entry.fields).writeSchema(in: language, meaning: nil, to: &writer)
        writer.key("example")
        writer.encoded(Array(reference.example.utf8))
        writer.endObject()
        writer.endObject()
        writer.endObject()
        writer.key("responses")
        writer.beginObject()
        writer.member("200")
        writer.beginObject()
        writer.field("description", answer[language])
        writer.key("content")
        writer.raw(##"{"application/json":{"schema":{"$ref":"#/components/schemas/Answer"}}}"##)
        writer.endObject()
        writer.endObject()
        writer.endObject()
        writer.endObject()
    }

    private static func writeMessageElement(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("oneOf")
        writer.beginArray()
        for element in MessageElement.allCases {
            writer.beginObject()
            writer.field("type", "object")
            writer.key("properties")
            writer.beginObject()
            writer.key("MsgType")
            writer.beginObject()
            writer.field("const", element.rawValue)
            writer.endObject()
            writer.key("MsgContent")
            FieldShape.Kind.object(element.fields).writeSchema(to: &writer)
            writer.endObject()
            writer.field("required", ["MsgType", "MsgContent"])
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
