import Configuration
import Testing

@testable import qun

@Suite("Settings that a running server takes over")
struct LiveSettingsTests {
    @Test(arguments: [
        "admin", "secretKey", "sdkappid", "strict", "rates.total", "plan.groups", "messages.tips",
        "memberFields.Public", "apps.7.secretKey",
        "apps.7.admin", "apps.7.rates.total", "rates.group_open_http_svc/create_group", "limits.bodyBytes", "tlsKey",
    ])
    func `what describes apps, limits and certificates counts at once`(name: String) throws {
        #expect(try LiveSettings().contains(name))
    }

    @Test(arguments: [
        "host", "port", "tlsPort", "noTls", "data", "store", "postgres.lanes", "demo", "seed", "control.token",
        "webhooks.url", "apps.7.webhooks.url", "readCacheBytes", "logLevel",
    ])
    func `what a start alone can do waits for one`(name: String) throws {
        #expect(try !LiveSettings().contains(name))
    }

    @Test func `settings that are given otherwise are named, and print nothing of what they are`() {
        let values = GivenValues(["secretKey": .string("one"), "port": .int(1), "admin": .stringArray(["a"])])
        let others = GivenValues(["secretKey": .string("two"), "port": .int(1), "host": .string("::1")])
        #expect(values.names(changedIn: others) == ["admin", "host", "secretKey"])
        #expect(others.names(changedIn: values) == ["admin", "host", "secretKey"])
        #expect(values.names(changedIn: values).isEmpty)
        var text = ""
        dump(values, to: &text)
        #expect(!(text + "\(values)" + String(reflecting: values)).contains("one"))
    }
}
