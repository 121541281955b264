import ArgumentParser
import Configuration
import Testing

@testable import qun

@Suite("Command lines that cannot be") struct CommandLineFaultTests {
    private func hint(_ arguments: String...) -> String? {
        CommandLineFault(error: ValidationError("x"), arguments: arguments).hint
    }

    @Test func `a subcommand that is spelled wrong has a suggestion`() {
        #expect(hint("srve", "--demo")?.contains("'srve' is no subcommand of 'qun'. Did you mean 'serve'?") == true)
        #expect(hint("usersig", "mak")?.contains("of 'qun usersig'. Did you mean 'make'?") == true)
        #expect(hint("config", "shwo")?.contains("Did you mean 'show'?") == true)
    }

    @Test func `what is right, or like nothing, has none`() {
        #expect(hint("serve", "extra") == nil)
        #expect(hint("zzzzzz") == nil)
        #expect(hint("--prot", "1") == nil)
        #expect(hint("help", "srve") == nil)
        #expect(hint() == nil)
    }

    @Test func `what a terminal would obey is shown escaped`() {
        #expect(hint("se\u{1B}rve")?.contains(#"se\u001brve"#) == true)
    }

    @Test func `settings that are wrong are told from what failed`() {
        let error = #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(flags: ["port": .int(70_000)], environment: [:])
        }
        #expect(error?.isAboutSettings == true)
        #expect(!ConfigurationError("the port is in use").isAboutSettings)
    }
}
