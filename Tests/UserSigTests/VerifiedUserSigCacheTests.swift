import Testing
import UserSig
import Wire

@Suite("Verified signature cache")
struct VerifiedUserSigCacheTests {
    private let cache = VerifiedUserSigCache()

    private func insert(_ text: String, into cache: VerifiedUserSigCache, expiry: UnixTime = Sample.expiry) {
        cache.insert(
            Secret(text), sdkAppID: Sample.app, identifier: Sample.identifier, key: Sample.key, expiry: expiry,
            now: Sample.time)
    }

    private func contains(
        _ text: String, in cache: VerifiedUserSigCache, app: SDKAppID = Sample.app, identifier: String = "root_admin",
        key: Secret = Sample.key, now: UnixTime = Sample.time
    ) -> Bool {
        cache.contains(
            Secret(text), sdkAppID: app, identifier: Sample.account(identifier), key: key, now: now)
    }

    @Test func `a signature is found by what it was verified with, and by nothing else`() {
        insert(Sample.userSig, into: cache)
        #expect(contains(Sample.userSig, in: cache))
        #expect(!contains(Sample.userSig + "_", in: cache))
        #expect(!contains(String(Sample.userSig.dropLast()), in: cache))
        #expect(!contains(Sample.userSig, in: cache, app: SDKAppID(1_400_777_002)))
        #expect(!contains(Sample.userSig, in: cache, identifier: "root_admim"))
        #expect(!contains(Sample.userSig, in: cache, key: VendorVector.otherKey))
        #expect(!contains("", in: cache))
    }

    @Test func `keys are told apart by their bytes`() {
        cache.insert(
            "text", sdkAppID: Sample.app, identifier: Sample.identifier, key: "\u{E9}", expiry: Sample.expiry,
            now: Sample.time)
        #expect(contains("text", in: cache, key: "\u{E9}"))
        #expect(!contains("text", in: cache, key: "e\u{301}"))
    }

    @Test func `a signature is found up to its last second`() {
        insert(Sample.userSig, into: cache)
        #expect(contains(Sample.userSig, in: cache, now: Sample.expiry))
        #expect(!contains(Sample.userSig, in: cache, now: Sample.expiry.advanced(bySeconds: 1)))
    }

    @Test func `a clock that has gone back finds nothing that was verified after it`() {
        let before = UnixTime(seconds: Sample.time.seconds - 1)
        insert(Sample.userSig, into: cache)
        #expect(!contains(Sample.userSig, in: cache, now: before))
        #expect(contains(Sample.userSig, in: cache))
    }

    @Test func `an expired signature is not taken in`() {
        insert(Sample.userSig, into: cache, expiry: UnixTime(seconds: Sample.time.seconds - 1))
        #expect(cache.count == 0)
    }

    @Test func `expired entries leave`() {
        for number in 0..<100 {
            insert("short \(number)", into: cache, expiry: Sample.time)
        }
        insert("long", into: cache)
        cache.insert(
            "later", sdkAppID: Sample.app, identifier: Sample.identifier, key: Sample.key, expiry: Sample.expiry,
            now: Sample.time.advanced(bySeconds: 60))
        #expect(cache.count == 2)
    }

    @Test func `the number of entries is bounded`() {
        let cache = VerifiedUserSigCache(maximumEntries: 10)
        for number in 0..<1000 {
            insert("text \(number)", into: cache)
            #expect(cache.count <= 10)
        }
        #expect(contains("text 999", in: cache))
        #expect(!contains("text 0", in: cache))
    }

    @Test func `the memory is bounded`() {
        let cache = VerifiedUserSigCache(maximumBytes: 10_000)
        for number in 0..<100 {
            insert(String(repeating: "x", count: 1000) + String(number), into: cache)
        }
        #expect(cache.count <= 8)
        insert(String(repeating: "y", count: 5000), into: cache)
        #expect(!contains(String(repeating: "y", count: 5000), in: cache))
    }

    @Test func `a signature in use stays while others come and go`() {
        let cache = VerifiedUserSigCache(maximumEntries: 10)
        insert("used", into: cache)
        for number in 0..<1000 {
            insert("text \(number)", into: cache)
            #expect(contains("used", in: cache))
        }
    }

    @Test func `many threads may share a cache`() async {
        let cache = VerifiedUserSigCache(maximumEntries: 64)
        await withTaskGroup { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<500 {
                        insert("text \(worker) \(number % 50)", into: cache)
                        _ = contains("text \(worker) \(number % 37)", in: cache)
                    }
                }
            }
        }
        #expect(cache.count <= 64)
    }
}
