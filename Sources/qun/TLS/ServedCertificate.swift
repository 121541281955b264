import Foundation
import NIOSSL
import Wire

/// The certificate that a server shows its clients, ready to be used.
struct ServedCertificate {
    let context: NIOSSLContext
    /// The path of the authority's certificate, which clients have to trust; `nil` with a certificate of the operator's own.
    let authorityPath: String?
    /// Whether the authority has just been made, so that no client trusts it yet.
    let isAuthorityNew: Bool
    private let leaf: NIOSSLCertificate?

    /// Reads a certificate of the operator's own.
    ///
    /// - Parameters: the paths of files, PEM.
    /// - Throws: ``ConfigurationError`` for files that cannot be used, or that do not belong together.
    init(chain: String, key: String) throws {
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(chain)
            context = try NIOSSLContext(
                configuration: .server(chain: certificates, key: try NIOSSLPrivateKey(file: key, format: .pem)))
            leaf = certificates.first
        } catch {
            throw ConfigurationError("the certificate \(chain) with the key \(key) cannot be used: \(error)")
        }
        authorityPath = nil
        isAuthorityNew = false
    }

    /// The certificate that the server makes for itself.
    init(_ certificates: DevelopmentCertificates) throws {
        context = try NIOSSLContext(configuration: certificates.configuration)
        authorityPath = certificates.authorityPath
        isAuthorityNew = certificates.isAuthorityNew
        leaf = certificates.leaf
    }

    /// Whether clients see another certificate than with another one.
    func differs(from other: ServedCertificate) -> Bool { leaf != other.leaf }

    /// The last moment at which it is valid: `2027-01-31T12:00:00.000Z`.
    var end: String {
        leaf.map { LogTimestamp(milliseconds: Int64($0.notValidAfter) * 1_000).description } ?? "unknown"
    }
}
