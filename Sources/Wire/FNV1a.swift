/// The FNV-1a hash of 64 bits: quick, the same on every machine, and no protection against names that are chosen to collide.
package enum FNV1a {
    /// Hashes bytes, or goes on with a hash of what stood before them.
    package static func hash(_ bytes: some Sequence<UInt8>, after former: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        bytes.reduce(former) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
