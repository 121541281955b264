import Wire

extension RequestFields {
    /// `Random` of a message; `nil` when it is absent, so that the server makes one.
    ///
    /// Unless the app is strict a decimal string of any length is taken, modulo 2^32; clients in Java send negative
    /// ones.
    ///
    /// - Source: decisions 20 and 23 of the protocol reference.
    func random(_ name: StaticString) throws(APIError) -> UInt32? {
        if isLenient, case .string(let text)? = value(name), let random = UInt32(decimalModulo: text) {
            notes.add(.looseInteger, at: "\(path)\(name)")
            return random
        }
        guard let random = try integer(name, in: 0...Int64(UInt32.max)) else {
            notes.add(.madeByServer, at: "\(path)\(name)")
            return nil
        }
        return UInt32(random)
    }
}

extension UInt32 {
    /// The number that digits spell, which a minus may precede, modulo 2^32; `nil` for a text of anything else.
    fileprivate init?(decimalModulo text: String) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let digits = text.utf8.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty else {
            return nil
        }
        var number: UInt32 = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
                return nil
            }
            number = number &* 10 &+ UInt32(byte - UInt8(ascii: "0"))
        }
        self = isNegative ? 0 &- number : number
    }
}
