import Wire

/// The parameters of a call's URL, percent-decoded once; `nil` for one that is absent.
///
/// `+` is itself and never a space. Of a parameter given twice the last one counts, as of a key in a body. Unknown
/// parameters are ignored.
struct CallQuery: Equatable {
    var sdkAppID: Substring?
    var identifier: Substring?
    var userSig: Secret?
    var random: Substring?
    var contentType: Substring?
    /// Where the value of `random` stands in the request target, in bytes; `nil` when it is absent, empty or encoded.
    var randomPlace: Range<Int>?
}
