package import Wire

extension [Account] {
    /// The accounts that are among others, in this order, each once.
    package func once(among others: Set<Account>) -> [Account] {
        var left = others
        return filter { left.remove($0) != nil }
    }

    /// The accounts in this order, each once.
    package var once: [Account] { once(among: Set(self)) }
}
