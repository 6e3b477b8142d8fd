extension SecretSample {
  /// Tokens that are known by their shape, alone in a text.
  static let tokens: [SecretSample] = [
    ("ghp", "_", 36), ("gho", "_", 36), ("ghu", "_", 36), ("ghs", "_", 36), ("ghr", "_", 36), ("github", "_pat_", 82),
    ("glpat", "-", 20), ("gldt", "-", 20), ("glrt", "-", 20), ("glptt", "-", 40), ("gloas", "-", 64),
    ("npm", "_", 36), ("pypi", "-AgEIcHlwaS5vcmc", 60), ("dckr", "_pat_", 27), ("dckr", "_oat_", 32), ("AKC", "p8", 68),
    ("PMAK", "-", 59), ("CFPAT", "-", 43), ("figd", "_", 40), ("lin", "_api_", 40), ("ntn", "_", 46),
    ("ATATT", "3xFfGF0", 170), ("xoxb", "-123456789012-123456789012-", 24), ("xoxp", "-12345678901-12345678901-", 32),
    ("xoxe", "-1-", 146), ("xapp", "-1-A012BC3D4-1234567890123-", 64), ("sk", "-proj-", 74), ("sk", "-ant-api03-", 95),
    ("sk", "-", 48), ("sk", "-or-v1-", 64), ("hf", "_", 34), ("gsk", "_", 52), ("xai", "-", 80), ("r8", "_", 37),
    ("pplx", "-", 48), ("nvapi", "-", 64), ("lsv2", "_pt_", 43), ("pcsk", "_", 70), ("sk", "_live_", 24),
    ("rk", "_live_", 24), ("sk", "_test_", 24), ("whsec", "_", 32), ("sq0atp", "-", 22), ("sq0csp", "-", 43),
    ("glsa", "_", 41), ("sntrys", "_eyJ", 120), ("NRAK", "-", 27), ("dt0c01", ".", 89), ("phx", "_", 43),
    ("tfp", "_", 59),
    ("xkeysib", "-", 81), ("glc", "_eyJ", 90), ("API", "-", 26),
  ].enumerated().map { index, token in
    let alphabet = token.0 == "API" ? MadeUp.capitals + "0123456789" : MadeUp.alphanumeric
    return SecretSample(
      ["$", "found $ there", "got:$,", "($)", "\\n$\\n", "x%20$%26"][index % 6],
      token.0 + token.1 + MadeUp.text(token.2, of: alphabet, seed: UInt64(index + 3)))
  }

  /// Tokens whose alphabet is smaller, or that have several parts.
  static let keys: [SecretSample] = [
    SecretSample("$", "shpat" + "_" + MadeUp.hex(32)), SecretSample("$", "shpss" + "_" + MadeUp.hex(32)),
    SecretSample("use $", "pul" + "-" + MadeUp.hex(40)), SecretSample("use $", "rubygems" + "_" + MadeUp.hex(48)),
    SecretSample("use $", "sqp" + "_" + MadeUp.hex(40)), SecretSample("use $", "sntryu" + "_" + MadeUp.hex(64)),
    SecretSample("use $", "SG" + "." + MadeUp.text(22) + "." + MadeUp.text(43)),
    SecretSample("hubspot $", "pat" + "-na1-" + MadeUp.uuid),
    SecretSample("hf $", "api_" + "org_" + MadeUp.text(34, of: MadeUp.small + MadeUp.capitals)),
    SecretSample("jwt $ end", "eyJhbGciOiJIUzI1NiJ9" + "." + "eyJzdWIiOiIxMjM0In0" + "." + MadeUp.text(43)),
    SecretSample("$", "-----BEGIN RSA " + "PRIVATE KEY-----\n" + MadeUp.base64(64) + "\n-----END RSA PRIVATE KEY-----"),
    SecretSample(
      "\"private_key\": \"$\"",
      "-----BEGIN " + "PRIVATE KEY-----\\n" + MadeUp.base64(64) + "\\n-----END PRIVATE KEY-----\\n"),
    SecretSample(
      "$", "-----BEGIN OPENSSH " + "PRIVATE KEY-----\n" + MadeUp.base64(70) + "\n-----END OPENSSH PRIVATE KEY-----"),
    SecretSample(
      "$",
      "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----\n\n" + MadeUp.base64(64) + "\n-----END PGP PRIVATE KEY BLOCK-----"),
    SecretSample("mail $", MadeUp.hex(32) + "-us" + "12"), SecretSample("mail $", "key" + "-" + MadeUp.hex(32)),
    SecretSample("secret_key_base: $", MadeUp.hex(128)), SecretSample("AccessKeySecret=$", MadeUp.text(30)),
    SecretSample("bot $", "MTIzNDU2Nzg5MDEyMzQ1Njc4" + ".GabcDE." + MadeUp.text(38)),
    SecretSample("bot $", "987654321:" + "AA" + MadeUp.text(33)),
  ]

  /// What headers carry.
  static let headers: [SecretSample] = [
    SecretSample("Authorization: Bearer $", MadeUp.text(40)), SecretSample("authorization: bearer $", MadeUp.text(24)),
    SecretSample("Authorization: Basic $", "Ym9iOktya" + "29kaWxUZWU3"),
    SecretSample("sent Bearer $ to x", MadeUp.text(32)),
    SecretSample("sent Basic $ to x", "Ym9iOktya" + "29kaWxUZWU3"),
    SecretSample("Authorization: Token $", MadeUp.hex(40)),
    SecretSample("Authorization: SSWS $", "00" + MadeUp.text(40)), SecretSample("with SSWS $", "00" + MadeUp.text(40)),
    SecretSample("Proxy-Authorization: Basic $", "Ym9iOktya" + "29kaWxUZWU3"),
    SecretSample("Cookie: sid=$; a=b", MadeUp.text(32)),
    SecretSample("Set-Cookie: session=$; HttpOnly", MadeUp.text(32)), SecretSample("PRIVATE-TOKEN: $", MadeUp.text(20)),
    SecretSample("X-Amz-Security-Token: $", MadeUp.base64(120)), SecretSample("X-CSRF-Token: $", MadeUp.text(32)),
    SecretSample("\"Authorization\": \"Bearer $\"", MadeUp.text(40)),
  ]
}
