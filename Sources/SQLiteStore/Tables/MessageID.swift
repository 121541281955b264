import StoreTransactions

/// A message's key: the number of its stream and its sequence number in one integer.
struct MessageID {
    /// What SQLite stores; messages of a stream are neighbours, in the order of their sequence numbers.
    let number: Int64

    init(stream: Int64, seq: Int64) {
        number = stream << 32 | seq
    }

    init(_ key: MessageKey) {
        self.init(stream: key.stream, seq: key.seq)
    }

    var seq: Int64 { Self.seq(of: number) }

    /// The sequence number in a key.
    static func seq(of number: Int64) -> Int64 {
        number & Int64(UInt32.max)
    }
}

extension MessageID: BindableValue {
    func bind(to statement: OpaquePointer, at position: Int32) -> Int32 {
        number.bind(to: statement, at: position)
    }
}
