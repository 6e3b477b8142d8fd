/// The beginning of a token by which its issuer marks it. It ends in an underscore or hyphen.
struct TokenPrefix {
  let text: StaticString
  /// The fewest bytes that a token with this prefix has, with the prefix.
  let least: Int
  let kind: StaticString
  /// What has to follow the prefix; anything may where this is empty.
  let continuations: [StaticString]

  private init(_ text: StaticString, _ least: Int, _ kind: StaticString, then continuations: StaticString...) {
    (self.text, self.least, self.kind, self.continuations) = (text, least, kind, continuations)
  }

  static let all = [
    TokenPrefix("ghp_", 30, "GitHub token"), TokenPrefix("gho_", 30, "GitHub token"),
    TokenPrefix("ghu_", 30, "GitHub token"), TokenPrefix("ghs_", 30, "GitHub token"),
    TokenPrefix("ghr_", 30, "GitHub token"), TokenPrefix("github_", 40, "GitHub token", then: "pat_"),
    TokenPrefix("sk_", 20, "Stripe key", then: "live_", "test_"),
    TokenPrefix("rk_", 20, "Stripe key", then: "live_", "test_"), TokenPrefix("npm_", 36, "npm token"),
    TokenPrefix("whsec_", 24, "webhook secret"), TokenPrefix("shpat_", 32, "Shopify token"),
    TokenPrefix("glpat-", 24, "GitLab token"), TokenPrefix("sk-", 35, "API key"),
    TokenPrefix("pypi-", 50, "PyPI token"),
    TokenPrefix("GOCSPX-", 30, "Google client secret"),
  ]

  /// Whether some prefix may have these two letters before its last byte; a few pairs pass that no prefix has.
  ///
  /// Underscores and hyphens are so frequent in logs that comparing with every prefix at each of them would be slow.
  static func mayEnd(in first: UInt8, _ second: UInt8) -> Bool {
    first & second & 0x40 != 0 && endings[Int(first & 0x1F)] & bit(second) != 0
  }

  /// For each letter, without its case, a bit for each letter that follows it before the last byte of a prefix.
  private static let endings = all.reduce(into: [UInt32](repeating: 0, count: 32)) { endings, prefix in
    let last = prefix.text.utf8Start + prefix.text.utf8CodeUnitCount - 1
    endings[Int(last[-2] & 0x1F)] |= bit(last[-1])
  }

  private static func bit(_ letter: UInt8) -> UInt32 { 1 << UInt32(letter & 0x1F) }
}
