import Testing
import Wire

/// Signatures made with the vendor's own library, `tls-sig-api-v2` 1.1 from PyPI, with its clock held still.
struct VendorVector: Sendable, CustomTestStringConvertible {
    let sdkAppID: UInt32
    let key: Secret
    let identifier: String
    let time: Int64
    let expire: UInt32
    let userbuf: [UInt8]?
    let userSig: Secret

    var testDescription: String {
        "\(identifier) at \(time), userbuf \(userbuf.map { "\($0.count) bytes" } ?? "absent")"
    }

    static let documentKey: Secret = "3f1c9a7e5b2d48f06a1be47c90d2f853a6c7e914b05d2f8873ce61a9f4d0b72e"
    static let otherKey: Secret = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e"

    static let all: [VendorVector] = [
        VendorVector(
            sdkAppID: 1_400_777_001, key: documentKey, identifier: "root_admin", time: 1_735_700_000, expire: 604_800,
            userbuf: nil,
            userSig: Secret(
                "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkivLzS*ITU3Iz82DyxSnZiQUFmSlAWUMTAwNzc3MDA0OoXGpFQWZR"
                    + "KlDGzMDEwsAAKlqSmQsSMzQ3NgWqNYCLF2emg6yISin198sKSSxyDdKPCPdyrHAKqvROzs1xLs6KKDTPCnGKKg9PLok08nEr"
                    + "t1WqBQCvVDU3")),
        VendorVector(
            sdkAppID: 1_400_777_001, key: documentKey, identifier: "root_admin", time: 1_735_700_000, expire: 604_800,
            userbuf: [0, 0, 10] + Array("root_admin".utf8),
            userSig: Secret(
                "eJw9zcsKglAUheFXkTMtbHvXwIETBZWkLAInoZ2jbsJL3gqid0-LnP7fgvUiRz-kB9aQLUdEHsia*xakrOwwxR80VdVdYlpg"
                    + "*feW3uK6RjqqIANomgYgzMaeNTZsFBVkHWCuHRZTEzRJGbew9L5lTdKn041lWd61MAZqG3nkCHWSmeZyiNk0yX3dQfYIzuI9"
                    + "Uza2Jxmqddq5duB2gxhGJ7qKDkOyd-MYTPL*AE2MP1A_")),
        VendorVector(
            sdkAppID: 1_400_000_000, key: otherKey, identifier: "xiaojun", time: 1_700_000_000, expire: 15_552_000,
            userbuf: nil,
            userSig: Secret(
                "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkKjIT87NK82CSxSnZiQUFmSlAKUMTAyiAyqVWFGQWpYJkTE1NjRDi"
                    + "JZm5YFFzNPXFmekgG3zKHM1T9D3LzdODi-OKs8vCqpxcAvydnV2SSv2cy03cPcpDnA2SMgu0nUxslWoBHdYzUg__")),
        VendorVector(
            sdkAppID: 1_400_000_000, key: otherKey, identifier: "xiaojun", time: 1_700_000_000, expire: 15_552_000,
            userbuf: Array("abc".utf8),
            userSig: Secret(
                "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkKjIT87NK82CSxSnZiQUFmSlAKUMTAyiAyqVWFGQWpYJkTE1NjRDi"
                    + "JZm5YFFzNPWlxalFSaVpIFsiw72y4FZkpoOEArNCjAwMKwKyI7L1E30NU7UrDcoSs6OSDLyNMgOK3EpTtbUNik0rzZLcfG2V"
                    + "agHdkjl6")),
        VendorVector(
            sdkAppID: 20_040_001, key: otherKey, identifier: "administrator", time: 1, expire: 0,
            userbuf: nil,
            userSig: Secret(
                "eJw1jFELgjAYRf*K7Dnsa42CoKd6KLB6UEb1NtiymzhlGylF-z0tfbznHO6bZUkaP41jq4jxmNgk*hFoYwNu*AulS1j44FSo"
                    + "3Jh4Xai6hu4CTiSIaDYY09ZwpuM0gICyn6P3yPvXV3Y-pxchVeOwO5xks5*3EtcHHaWa2sLm1VYkiyU23K-Z5wu6izLS")),
        VendorVector(
            sdkAppID: 4_294_967_295, key: documentKey, identifier: "a b\"c\\d/e~@TGS#x", time: 1_735_700_000,
            expire: 1_576_800_000,
            userbuf: nil,
            userSig: Secret(
                "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkEhWSYpSSY2JS9FPrHELcg5UrYOqKU7ITCwoyU4CqTIwsTSzNzI0s"
                    + "TaFyqRUFmUWpQBlDU3MzCwMQgMqUZOaCxc2NTc2RxYsz00HWGbiaVUZpp2Z6Z5UYBIaHFBZ5ZSWnJ3t7BDmn5-g4RgVFJqVY"
                    + "5OZXerpWGdgq1QIArQA3NQ__")),
        VendorVector(
            sdkAppID: 1_400_777_001, key: documentKey, identifier: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            time: 1_735_700_000, expire: 3600,
            userbuf: Array(0...255),
            userSig: Secret(
                "eJyFkcmSolAQRX*lwi0dxWPGjnABoiiDjKKwY3jAk0Fm0Ir*97a6q2vbuTwnb2RE3o*VqznvE*xWP99W5DtY-Xj7Q1AC6wGl"
                    + "6K9Y-jP-Un1ShE2DkleGoAHgOA4A4svBpUEdfBmKBeCLDaj6JARHMa9N8M3HHnbRmH6eFoTdVpitvZjFx6111yQBGNIi2Ltc"
                    + "P*9t-yqLRSgvc3LI*ezoHG-K9lwpj6xRUd9rDj3p0u6hPy3idItpw71zpgQwE4iiVZx29jk4OLtSdcBycou1dfYU19t7F4-I"
                    + "g0s5xFePSX15j3zSLoMquYeXpotkYowocYnrE0iuAQUPJQupZZ3WmJD5qpQfL3JOIwXdR-3ms2ahyE7BOF7ZQL8K2qhWSFiz"
                    + "2-zeGkUThnWrVm3LPoauxeY*Up*DdiEHDjFjN-JTxOKzftjOvLtf*vT4iDvtqVPGcy3ZYDDPRBJdyVMdkutnQg14RkPtxhjX"
                    + "isFuDTtOPQe5iTcPDx53ifWU0ljacbhJYfi82XxXhrLPN8clLnLBzCxmgfRaUKU0yy2BUu2mIXC*rI1cUd2OMIRM36x*-QZj"
                    + "QLap")),
        VendorVector(
            sdkAppID: 1_400_777_001, key: documentKey, identifier: "root_admin", time: 1_735_700_000, expire: 604_800,
            userbuf: [],
            userSig: Secret(
                "eJw9zcEOgjAMgOFXITsbLIobmnjggiQajaJeCbhBGoWRwRQxvrugyLH-17QvctwE5l0osjDIxAQyMr4FucgrTPAHSsoqjHiG"
                    + "*d9Lfo2KAnmrlg3AGAOwehN1gUq0QsF2APpaYdY1i01n7S4MXZdCxTrp3gzHMe1G5tPV2Lu4bhxHGNRnz9lpba-9*VPuT9uD"
                    + "TG5NQ1X6oEwuyfsDhPQ54w__")),
    ]
}
