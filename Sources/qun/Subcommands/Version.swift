import ArgumentParser

struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the version, the commit and the libraries.",
        discussion: "A build without the project's scripts knows neither its commit nor its Swift.")

    @Flag(help: "Print a line of JSON.")
    var json = false

    func run() {
        let versions = ProgramVersions()
        print(json ? versions.json : versions.text)
    }
}
