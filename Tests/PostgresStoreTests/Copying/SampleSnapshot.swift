import Digests
import Foundation

/// Snapshots of given records, which are whole.
enum SampleSnapshot {
    private struct Record: Decodable {
        let Kind: String
    }

    static func bytes(_ records: [String]) throws -> [UInt8] {
        let header = #"{"Kind":"header","Form":1,"SdkAppid":1,"Time":0,"Program":"tests"}"# + "\n"
        let lines = records.map { $0 + "\n" }.joined()
        let kinds = try records.map { try JSONDecoder().decode(Record.self, from: Data($0.utf8)).Kind }
        let counts = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
        let written = counts.map { #""\#($0)":\#($1)"# }.joined(separator: ",")
        let footer =
            #"{"Kind":"footer","Counts":{\#(written)},"Digest":"\#(SHA256Digest(of: Array(lines.utf8)))","#
            + #""HeaderDigest":"\#(SHA256Digest(of: Array(header.utf8)))"}"# + "\n"
        return Array((header + lines + footer).utf8)
    }
}
