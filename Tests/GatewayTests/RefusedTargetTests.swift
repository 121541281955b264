import Testing
import Wire

@testable import Gateway

@Suite("What the log tells of a target that was refused")
struct RefusedTargetTests {
    @Test(
        arguments: [
            ("/v4/group_open_http_svc/creat_group?sdkappid=7", "/v4/group_open_http_svc/creat_group", 7),
            ("/", "/", nil), ("", "/", nil), ("/wp-login.php?sdkappid=x", "/…", nil),
            ("/index.html", "/index.html", nil),
            ("/v4//group_open_http_svc///x?random=1&sdkappid=4294967295", "/v4/group_open_http_svc/x", 4_294_967_295),
            ("/v4/x/y?sdkappid=4294967296", "/v4/x/y", nil), ("/v4/x/y?SDKAppID=1", "/v4/x/y", nil),
            ("/v4/x/usersig=eJyrVgrxCdYrSy1SslIy", "/v4/x/…", nil), ("/v4/x/y&usersig=eJyr", "/v4/x/…", nil),
            ("/a/b/c/d/e/f/g/h", "/a/b/c/d/e/f/…", nil), ("/v4/%1B/群", "/v4/…/…", nil),
            ("/v4/x/" + String(repeating: "y", count: 41), "/v4/x/…", nil),
        ] as [(String, String, UInt32?)])
    func `it is the path, as far as it looks like names, and the number of the app`(
        target: String, path: String, app: UInt32?
    ) {
        let refused = RefusedTarget(Secret(target))
        #expect(refused.path == path)
        #expect(refused.sdkAppID?.number == app)
    }
}
