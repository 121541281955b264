import Apps
import Configuration
import Foundation
import Testing
import Wire

@testable import qun

@Suite("Configuration of webhooks")
struct WebhookConfigurationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `without an address there are none`() throws {
        #expect(try ServerConfiguration.load(flags: [:], environment: [:]).common.webhooks == nil)
    }

    @Test func `an address alone means what the original does, and two more tries`() throws {
        let configuration = try ServerConfiguration.load(
            flags: ["webhooks.url": .string("http://127.0.0.1:9080/")], environment: ["QUN_WEBHOOKS_TOKEN": "secret"])
        let webhooks = try #require(configuration.common.webhooks)
        #expect(webhooks.url == "http://127.0.0.1:9080/")
        #expect(webhooks.token == "secret")
        #expect(webhooks.includes("Group.CallbackAfterSendMsg"))
        #expect(webhooks.timeout == .seconds(2))
        #expect(webhooks.beforeFails == .allow)
        #expect(webhooks.retries == .brief)
        #expect(webhooks.allowsPrivateAddresses)
    }

    @Test func `an app says what is otherwise`() throws {
        let file = try folder.write(
            #"{"webhooks":{"url":"https://a.example/im","timeout":"500ms","retries":"lasting","backlog":7},"apps":{"#
                + #""7":{"secretKey":"k","webhooks":{"commands":["Group.CallbackBeforeSendMsg"],"beforeFails":"refuse"}},"#
                + #""8":{"secretKey":"k","webhooks":{"url":"https://b.example/?v=1","commands":"all","timeout":3}}}}"#)
        let apps = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:]).apps
        let first = try #require(apps.first { $0.sdkAppID == SDKAppID(7) }?.webhooks)
        let second = try #require(apps.first { $0.sdkAppID == SDKAppID(8) }?.webhooks)
        #expect(first.url == "https://a.example/im")
        #expect(first.includes("Group.CallbackBeforeSendMsg") && !first.includes("Group.CallbackAfterSendMsg"))
        #expect(first.beforeFails == .refuse)
        #expect(first.timeout == .milliseconds(500))
        #expect(second.url == "https://b.example/?v=1")
        #expect(second.includes("Group.CallbackAfterSendMsg"))
        #expect(second.timeout == .seconds(3))
        #expect(second.retries == .lasting && second.backlog == 7)
    }

    @Test(arguments: [
        (#"{"webhooks":{"token":"k"}}"#, "needs a url"),
        (#"{"webhooks":{"url":"file:///etc/passwd"}}"#, "must begin with http:// or https://"),
        (#"{"webhooks":{"url":"ftp://a.example/"}}"#, "not with ftp://"),
        (#"{"webhooks":{"url":"http:///im"}}"#, "a host"),
        (#"{"webhooks":{"url":"http://a.example/#x"}}"#, "no fragment"),
        (#"{"webhooks":{"url":"http://a","commands":["Group.CallbackAfterSendMessage"]}}"#, "no event"),
        (#"{"webhooks":{"url":"http://a","timeout":"0s"}}"#, "a time"),
        (#"{"webhooks":{"url":"http://a","timeout":"soon"}}"#, "a time"),
        (#"{"webhooks":{"url":"http://a","retries":"often"}}"#, "none, brief, lasting"),
        (#"{"webhooks":{"url":"http://a","beforeFails":true}}"#, "beforeFails"),
        (#"{"webhooks":{"url":"http://a","maximumConnections":0}}"#, "from 1 to 1024"),
        (#"{"webhooks":{"url":"http://a","tokn":"k"}}"#, "webhooks.token"),
    ])
    func `what cannot be used is refused by its name`(text: String, words: String) throws {
        let file = try folder.write(text)
        let error = #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        }
        #expect("\(try #require(error))".contains(words))
    }

    @Test func `a password in an address is shown in no error`() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(
                flags: ["webhooks.url": .string("ftp://user:hunter2@a.example/")], environment: [:])
        }
        #expect(!"\(try #require(error))".contains("hunter2"))
    }

    @Test func `variables of other subcommands are no mistake`() throws {
        _ = try ServerConfiguration.load(
            flags: [:], environment: ["QUN_COPY_FROM": "sqlite:a", "QUN_COPY_TO": "sqlite:b"])
    }
}
