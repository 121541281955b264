import ArgumentParser
import Wire

extension Secret: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}
