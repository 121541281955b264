/// One key in the forms in which files hold it.
enum KeyForms {
    /// PKCS#8, as swift-crypto writes it: without a line feed at the end.
    static let pkcs8 = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzvGLhJMmNHCWMxLV
        cMJc85duSLNGWvokfuulBPRqRsihRANCAAQ8IRUNFXcgTAvXnH6sulM0EiezKNse
        CB0R2cdur9C+kxKRpYDIls9yaR2HgUuw7aweTXcxra/It8fLw8n6poRe
        -----END PRIVATE KEY-----
        """

    /// SEC 1, as `openssl ec` writes it.
    static let sec1 = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIM7xi4STJjRwljMS1XDCXPOXbkizRlr6JH7rpQT0akbIoAoGCCqGSM49
        AwEHoUQDQgAEPCEVDRV3IEwL15x+rLpTNBInsyjbHggdEdnHbq/QvpMSkaWAyJbP
        cmkdh4FLsO2sHk13Ma2vyLfHy8PJ+qaEXg==
        -----END EC PRIVATE KEY-----
        """

    /// PKCS#8 under a password.
    static let encrypted = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiIn0+RIUss8QICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKQ3BKbcSG4f9tFVmSsXEi8EgZCZ
        HnUPkgiPyXWUOm1DpP2jTNGoIBPscJzkoWWcJ1tdaevvIOsFJyq1iyCKUb8jew5t
        GwqBR2gIbvMDXK+uWxcXf08XMwQT/xfDWF7lJ0A1ZN8CJjMnwhIyJLXWaAIJIzVR
        gHCXHFZt759+ulvFkm0/HXhH9g95zQLxl/jJTmf7N85GeNGDnifW2ci+7K7uClE=
        -----END ENCRYPTED PRIVATE KEY-----
        """
}
