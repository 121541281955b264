import ArgumentParser
import Testing
import Wire

@testable import qun

/// What `qun store prepare` takes.
@Suite struct StoreToolsTests {
    @Test(arguments: [
        ["--shards", "8"], ["--print"], ["--citus", "--shards", "0"], ["--citus", "--shards", "1025"],
    ])
    func `what is about Citus needs it, and a number of parts that makes sense`(_ arguments: [String]) {
        #expect(throws: (any Error).self) {
            try Qun.parseAsRoot(["store", "prepare", "--store", "postgres:///qun"] + arguments)
        }
    }

    @Test func `an address and a number of parts are read`() throws {
        let command = try #require(
            try Qun.parseAsRoot(["store", "prepare", "--citus", "--shards", "64", "--store", "postgres:///qun"])
                as? StoreTools.Prepare)
        #expect(command.citus)
        #expect(command.shards == 64)
        #expect(command.store?.revealed == "postgres:///qun")
    }

    @Test func `help says what is needed`() {
        #expect(Qun.helpMessage(for: StoreTools.Prepare.self).contains("no running node"))
    }
}
