import CZlib

/// Packs and unpacks zlib streams (RFC 1950), in memory and within bounds.
enum ZlibStream {
    /// The stream that holds some bytes, at the highest level of compression.
    ///
    /// - Returns: `nil` only when memory runs out.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var count = compressBound(UInt(bytes.count))
        var status = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: Int(count)) { output, initializedCount in
            status = bytes.withUnsafeBufferPointer { input in
                compress2(output.baseAddress, &count, input.baseAddress, UInt(input.count), Z_BEST_COMPRESSION)
            }
            initializedCount = status == Z_OK ? Int(count) : 0
        }
        return status == Z_OK ? packed : nil
    }

    /// The content of a stream.
    ///
    /// The whole input must be one stream that ends with its right checksum; gzip and raw deflate are refused.
    ///
    /// - Parameter maximumBytes: bytes that the content may have; not more than that is ever written.
    static func decompress(_ bytes: [UInt8], maximumBytes: Int) throws(ZlibDefect) -> [UInt8] {
        var count = UInt(maximumBytes)
        var consumed = UInt(bytes.count)
        var status = Z_OK
        let content = [UInt8](unsafeUninitializedCapacity: maximumBytes) { output, initializedCount in
            status = bytes.withUnsafeBufferPointer { input in
                uncompress2(output.baseAddress, &count, input.baseAddress, &consumed)
            }
            initializedCount = status == Z_OK ? Int(count) : 0
        }
        switch status {
        case Z_OK where consumed == bytes.count: return content
        case Z_OK: throw .trailingBytes(bytes.count - Int(consumed))
        case Z_BUF_ERROR: throw .tooLarge(maximumBytes: maximumBytes)
        default: throw .damaged
        }
    }
}

/// Why a zlib stream was refused.
enum ZlibDefect: Error, Equatable {
    /// The stream is cut off, is not a zlib stream at all, or fails its checksum.
    case damaged
    /// The content is larger than the caller allows.
    case tooLarge(maximumBytes: Int)
    /// So many bytes follow the end of the stream.
    case trailingBytes(Int)
}
