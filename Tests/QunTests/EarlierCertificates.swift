/// What version 0.1.0, which made its certificates with swift-certificates, wrote into a data folder.
///
/// The authority is valid from 27 November 2026 to 25 November 2036, the server's certificate to 30 December 2027.
enum EarlierCertificates {
    /// `tls/ca.pem`.
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBqzCCAVKgAwIBAgIVAKj+1G4eVxUFYlteIiMXKp5cyVCWMAoGCCqGSM49BAMC
        MDIxDDAKBgNVBAoMA1F1bjEiMCAGA1UEAwwZUXVuIGRldmVsb3BtZW50IGF1dGhv
        cml0eTAeFw0yNjExMjcyMzA2MjdaFw0zNjExMjUyMzA2MjdaMDIxDDAKBgNVBAoM
        A1F1bjEiMCAGA1UEAwwZUXVuIGRldmVsb3BtZW50IGF1dGhvcml0eTBZMBMGByqG
        SM49AgEGCCqGSM49AwEHA0IABJbwmQCjIntIEXQLgXt1GDhl3dyqnSJnaGvZMJG/
        1uZLECX4PK8hm+VkeB5xZGy+Y1zNOE8AwxMEfIJj4ACiy2GjRTBDMBIGA1UdEwEB
        /wQIMAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBSIDhrH+q0gtTyu
        xjGNtHyApeVcbjAKBggqhkjOPQQDAgNHADBEAiBs+vL0crvU8y3Ed755IUu1hGZx
        GshSl+bFXn4JY8JZxAIgXb2BZ7Uc9/KDqXYxmM3XkusBhSU/VrOuAJp1FaZazYE=
        -----END CERTIFICATE-----
        """

    /// `tls/ca-key.pem`.
    static let authorityKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUUlYXM0vDTVVzbdR
        Qx69LxrPWWxkFNsh7tVEhSdIupqhRANCAASW8JkAoyJ7SBF0C4F7dRg4Zd3cqp0i
        Z2hr2TCRv9bmSxAl+DyvIZvlZHgecWRsvmNczThPAMMTBHyCY+AAosth
        -----END PRIVATE KEY-----
        """

    /// `tls/server.pem`.
    static let server = """
        -----BEGIN CERTIFICATE-----
        MIID5zCCA42gAwIBAgIVAKsjqmPQ+agU0qlJNyuutp9hfzDvMAoGCCqGSM49BAMC
        MDIxDDAKBgNVBAoMA1F1bjEiMCAGA1UEAwwZUXVuIGRldmVsb3BtZW50IGF1dGhv
        cml0eTAeFw0yNjExMjcyMzA2MjdaFw0yNzEyMzAyMzA2MjdaMCIxDDAKBgNVBAoM
        A1F1bjESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAEPCEVDRV3IEwL15x+rLpTNBInsyjbHggdEdnHbq/QvpMSkaWAyJbPcmkdh4FL
        sO2sHk13Ma2vyLfHy8PJ+qaEXqOCAo4wggKKMAwGA1UdEwEB/wQCMAAwDgYDVR0P
        AQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBSvKkf7xVVj
        bqJxnV+BbJY49JpbKzAfBgNVHSMEGDAWgBSIDhrH+q0gtTyuxjGNtHyApeVcbjCC
        AhMGA1UdEQSCAgowggIGgglsb2NhbGhvc3SCEmNvbnNvbGUudGltLnFxLmNvbYIX
        YWRtaW5hcGkubXktaW1jbG91ZC5jb22CGWFkbWluYXBpc2dwLmltLnFjbG91ZC5j
        b22CGmFkbWluYXBpc2dwLm15LWltY2xvdWQuY29tghhhZG1pbmFwaWtyLmltLnFj
        bG91ZC5jb22CGWFkbWluYXBpa3IubXktaW1jbG91ZC5jb22CGWFkbWluYXBpanBu
        LmltLnFjbG91ZC5jb22CGmFkbWluYXBpanBuLm15LWltY2xvdWQuY29tghlhZG1p
        bmFwaWdlci5pbS5xY2xvdWQuY29tghphZG1pbmFwaWdlci5teS1pbWNsb3VkLmNv
        bYIZYWRtaW5hcGl1c2EuaW0ucWNsb3VkLmNvbYIaYWRtaW5hcGl1c2EubXktaW1j
        bG91ZC5jb22CGWFkbWluYXBpaWRuLmltLnFjbG91ZC5jb22CGmFkbWluYXBpaWRu
        Lm15LWltY2xvdWQuY29tghlhZG1pbmFwaWluZC5pbS5xY2xvdWQuY29tghphZG1p
        bmFwaWluZC5teS1pbWNsb3VkLmNvbYIZYWRtaW5hcGlrc2EuaW0ucWNsb3VkLmNv
        bYIaYWRtaW5hcGlrc2EubXktaW1jbG91ZC5jb22HBH8AAAGHEAAAAAAAAAAAAAAA
        AAAAAAEwCgYIKoZIzj0EAwIDSAAwRQIhANmzCSdEtRV7mcWHtOWQNhQKtPcFLLug
        0IiuHn6LKoE5AiAZHYcHoEqBEMxy2oL6rUWfTXl2WL0iP4lOYXZf53LtlA==
        -----END CERTIFICATE-----
        """

    /// `tls/server-key.pem`.
    static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzvGLhJMmNHCWMxLV
        cMJc85duSLNGWvokfuulBPRqRsihRANCAAQ8IRUNFXcgTAvXnH6sulM0EiezKNse
        CB0R2cdur9C+kxKRpYDIls9yaR2HgUuw7aweTXcxra/It8fLw8n6poRe
        -----END PRIVATE KEY-----
        """
}
