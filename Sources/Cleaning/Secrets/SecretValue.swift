/// Whether the value of a field whose name is that of a secret is one.
extension UnsafeBufferPointer<UInt8> {
  /// The part of a field's value that has to be redacted because of the field's name.
  func secretValue(_ range: Range<Int>, of name: SecretName) -> Secret? {
    if name == .authorization { return schemeCredentials(range) }
    return isSecret(range, of: name) ? Secret(range: range, kind: name.kind) : nil
  }

  private func isSecret(_ range: Range<Int>, of name: SecretName) -> Bool {
    switch name {
    case .ordinary, .authorization, .kubernetesData, .kubernetesItems: false
    case .credential: !range.isEmpty && !starts("[redacted", at: range.lowerBound)
    // It may be a text in JSON, which begins as a placeholder does.
    case .everything: !range.isEmpty && (self[range.lowerBound] == UInt8(ascii: "{") || !isPlaceholder(range))
    case .code: range.count >= 20 && isMixed(range) && !isPlaceholder(range) && !readsAsName(range)
    case .cookie:
      self[range].prefix(128).contains(UInt8(ascii: "=")) && !isPlaceholder(range) && !holdsOnlyPreferences(range)
    case .login: isUserAndPassword(range) || range.count >= 20 && isGenerated(range)
    case .generated: range.count >= 16 && isGenerated(range)
    case .signature: range.count >= 30 && self[range].allSatisfy { $0.isCredentialByte || $0 == UInt8(ascii: "%") }
    case .password: isPassword(range)
    case .secret, .key, .token: range.count >= 6 && !isPlaceholder(range) && !readsAsName(range, orWord: false)
    case .someSecret: range.count >= 6 && !isPlaceholder(range) && !readsAsName(range)
    case .someToken: range.count >= 10 && !isPlaceholder(range) && !readsAsName(range)
    case .keyMaterial: range.count >= 32 && isGenerated(range)
    }
  }

  /// Whether a value looks like a random one in base64; ids and hashes are in hexadecimal digits. What AWS and Google
  /// call a credential is the id of a key and where it counts.
  private func isGenerated(_ range: Range<Int>) -> Bool {
    hasAllKinds(range) && !isPlaceholder(range) && !readsAsName(range)
      && !["AKIA", "ASIA"].contains { starts($0, at: range.lowerBound) }
      && self[range].allSatisfy { $0.isCredentialByte || $0 == UInt8(ascii: "%") }
  }

  /// A password may be a word, but it is no sentence about passwords, and no path such as the directory in `PWD`.
  private func isPassword(_ range: Range<Int>) -> Bool {
    let hasLetter = self[range].contains { $0.isLetter || $0 >= 0x80 }
    let hasOther = self[range].contains { !$0.isLetter }
    guard range.count >= 6 || range.count >= 4 && hasLetter && hasOther else { return false }
    // Digits alone may be a password; with dots, colons and the like they are a time, a version or a share.
    guard hasLetter || self[range].allSatisfy(\.isDigit) || self[range].allSatisfy({ !$0.isDigit }) else {
      return false
    }
    return !isPlaceholder(range) && !isEnumeration(range) && !isSentence(range) && !isPath(range) && !isAddress(range)
  }

  /// An e-mail address, as in `User changed password: alice@acme.example`.
  private func isAddress(_ range: Range<Int>) -> Bool {
    let parts = self[range].split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, let domain = parts.last, domain.suffix(2).allSatisfy(\.isLetter) else { return false }
    return domain.contains(UInt8(ascii: "."))
      && parts.allSatisfy {
        $0.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: ".") } && $0.first != UInt8(ascii: ".")
      }
  }

  /// Digits, and letters of both cases, as every long text in base64 has them and no hash.
  func hasAllKinds(_ range: Range<Int>) -> Bool {
    self[range].contains(where: \.isDigit) && self[range].contains { $0.isLetter && $0 & 0x20 == 0 }
      && self[range].contains { $0.isLetter && $0 & 0x20 != 0 }
  }

  /// A word in capitals with underscores, such as `PASSWORD_EXPIRED`.
  private func isEnumeration(_ range: Range<Int>) -> Bool {
    self[range].contains(UInt8(ascii: "_"))
      && self[range].allSatisfy { $0 == UInt8(ascii: "_") || $0.isLetter && $0 & 0x20 == 0 }
  }

  private func isPath(_ range: Range<Int>) -> Bool {
    let rest = range.lowerBound + 1
    return switch self[range.lowerBound] {
    case UInt8(ascii: "/"), UInt8(ascii: "~"): self[range].dropFirst().contains(UInt8(ascii: "/")) || range.count < 8
    default: self[range.lowerBound].isLetter && (starts(":\\", at: rest) || starts(":/", at: rest))
    }
  }

  /// A message such as `must have 12 characters`.
  private func isSentence(_ range: Range<Int>) -> Bool {
    let openings: [StaticString] = [
      "must ", "is ", "was ", "has ", "should ", "can ", "cannot ", "does ", "do ", "this ", "the ", "your ", "please ",
      "password ", "passwords ", "invalid ", "too ", "incorrect ", "wrong ", "not ", "at least ", "minimum ", "no ",
      "for ", "failed ", "changed ", "never ", "may ", "will ",
    ]
    return openings.contains { startsAnyCase($0, at: range.lowerBound) }
  }

  /// Whether a value is no secret but a flag, a reference to a secret, the id of a key, or a mask.
  func isPlaceholder(_ range: Range<Int>) -> Bool {
    guard let first = self[range].first, !first.beginsPlaceholder else { return true }
    let isMask = !first.isLetter && !first.isDigit || first.lowercased == UInt8(ascii: "x")
    if isMask, self[range].allSatisfy({ $0 == first }) { return true }
    if range.count <= 21, ["AKIA", "ASIA"].contains(where: { starts($0, at: range.lowerBound) }) { return true }
    let references: [StaticString] = [
      "arn:", #"\u{"#, "http://", "https://", "hidden", "redacted", "masked", "filtered", "op://", "vault:", "ssm:",
      "secretsmanager:", "enc[", "@microsoft.keyvault", "projects/", "!ref", "!vault", "env:", "env.", "process.env",
      "os.environ", "secrets.",
      // Patterns to search for.
      ".*", ".+", "*.",
    ]
    if references.contains(where: { startsAnyCase($0, at: range.lowerBound) }) { return true }
    let flags: [StaticString] = [
      "enabled", "disabled", "required", "optional", "expired", "changed", "invalid", "unknown", "active", "inactive",
      "success", "failure", "failed", "incorrect", "default", "string", "missing", "rotated", "notset", "not_set",
      "not set", "updated", "removed", "created", "deleted", "undefined", "wrong", "correct", "accepted", "rejected",
    ]
    return flags.contains { $0.utf8CodeUnitCount == range.count && startsAnyCase($0, at: range.lowerBound) }
  }
}

extension UInt8 {
  /// Whether a value that begins so stands for another: `${TOKEN}`, `%TOKEN%`, `<token>`, `{{ token }}`, `[redacted]`.
  var beginsPlaceholder: Bool {
    switch self {
    case UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "$"), UInt8(ascii: "%"): true
    default: false
    }
  }
}
