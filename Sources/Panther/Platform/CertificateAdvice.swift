/// What to do about a certificate that this system does not trust.
enum CertificateAdvice {
  #if canImport(Darwin)
    static let text =
      "Add the certificate authority to the keychain, or set PANTHER_ALLOW_INSECURE_INSTANCE=true to accept any "
      + "certificate."
  #else
    static let text =
      "If the certificate is of your own authority, add that to the system's store: copy it to "
      + "/usr/local/share/ca-certificates/ and run update-ca-certificates, in the container image where one is used. "
      + "PANTHER_ALLOW_INSECURE_INSTANCE cannot switch verification off here."
  #endif
}
