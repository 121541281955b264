import Testing

@testable import qun

@Suite struct MemoryArenasTests {
    @Test(arguments: [(0, 2), (1, 2), (2, 4), (64, 128)])
    func `there are two for each core`(cores: Int, limit: Int) {
        #expect(MemoryArenas.limit(cores: cores, environment: ["QUN_PORT": "0"]) == limit)
    }

    @Test(arguments: [
        ["MALLOC_ARENA_MAX": "8"],
        ["GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.arena_max=8"],
    ])
    func `the operator's own number is left alone`(environment: [String: String]) {
        #expect(MemoryArenas.limit(cores: 2, environment: environment) == nil)
    }

    @Test func `other tunables of glibc do not count`() {
        let environment = ["GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"]
        #expect(MemoryArenas.limit(cores: 2, environment: environment) == 4)
    }
}
