/// A file of the console, as browsers get it.
package struct ConsolePage: Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// By the name's ending.
    package var mediaType: String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }

    /// Every file of the folder Pages; the first is what is shown where no file is named.
    package static let all: [ConsolePage] = [
        ConsolePage(name: "index.html", bytes: PackageResources.index_html)
    ]
}
