import Wire

extension RequestFields {
    /// `Random`, which tells a message that is sent again from a new one.
    func requiredRandom() throws(APIError) -> UInt32 {
        UInt32(try requiredInteger("Random", in: 0...Int64(UInt32.max)))
    }

    /// The number of a message.
    func requiredMsgSeq() throws(APIError) -> Int64 {
        try requiredInteger("MsgSeq", in: 0...Int64(UInt32.max))
    }

    /// The numbers of `MsgSeqList`, a list of objects, which must not be empty.
    func msgSeqList(atMost maximum: Int) throws(APIError) -> [Int64] {
        let items = try requiredObjects("MsgSeqList")
        try checkListLength(items.count, of: "MsgSeqList", atMost: maximum)
        var seqs: [Int64] = []
        for item in items {
            seqs.append(try item.requiredMsgSeq())
        }
        return seqs
    }
}
