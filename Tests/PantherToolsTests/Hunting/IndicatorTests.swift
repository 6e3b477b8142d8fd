import TestSupport
import Testing

@testable import PantherTools

/// What a text is that an analyst types, and how logs may write it.
@Suite(.fewAtOnce) struct IndicatorTests {
  /// Some logs write an address in the form of IPv6.
  private static let mapped = ["203.0.113.7", "::ffff:203.0.113.7"]

  @Test(
    arguments: [
      ("203.0.113.7", .address, mapped), (" 203.0.113[.]7 ", .address, mapped),
      ("203.0.113.7:443", .address, mapped), ("203.0.113.7/some/path", .address, mapped),
      ("::FFFF:203.0.113.7", .address, mapped), ("evil.example.", .domain, ["evil.example"]),
      ("evil.example:8443", .domain, ["evil.example"]), ("Evil.example/a?b#c", .domain, ["evil.example"]),
      ("hxxp://203.0.113.7:8080/a?b", .address, mapped),
      ("evil[.]example", .domain, ["evil.example"]), ("hxxps://user@Evil(dot)example/x#y", .domain, ["evil.example"]),
      ("_dmarc.evil.example", .domain, ["_dmarc.evil.example"]), ("Ana@Example.com", .email, ["ana@example.com"]),
      ("ana[at]example[.]com", .email, ["ana@example.com"]), ("ci-terraform", .user, ["ci-terraform"]),
      ("Hugo.Lind", .domain, ["hugo.lind"]), (" hugo.lind ", .domain, ["hugo.lind"]),
      ("d41d8cd98f00b204e9800998ecf8427e", .md5, ["d41d8cd98f00b204e9800998ecf8427e"]),
      ("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", .sha1, ["da39a3ee5e6b4b0d3255bfef95601890afd80709"]),
      (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", .sha256,
        ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
      ),
      ("arn:aws:iam::111122223333:user/Ana", .arn, ["arn:aws:iam::111122223333:user/ana"]),
      ("111122223333", .account, ["111122223333"]), ("i-0abc1234", .instance, ["i-0abc1234"]),
      ("i-0123456789abcdef0", .instance, ["i-0123456789abcdef0"]), ("i-robot", .user, ["i-robot"]),
      (
        "AA-BB-CC-00-11-22", .mac,
        ["aa:bb:cc:00:11:22", "aa-bb-cc-00-11-22", "aabb.cc00.1122", "aabbcc001122"]
      ),
      ("010.1.1.1", .user, ["010.1.1.1"]), ("1.2.3", .user, ["1.2.3"]), ("1.2.3.256", .user, ["1.2.3.256"]),
      ("o'brien%_\\", .user, ["o'brien%_\\"]), ("a/b", .user, ["a/b"]),
    ] as [(String, Indicator.Kind, [String])])
  func `what it is`(_ text: String, _ kind: Indicator.Kind, _ forms: [String]) throws {
    let indicator = try Indicator(text)
    #expect(indicator.kind == kind && indicator.forms == forms)
  }

  @Test(arguments: ["2001:DB8::1", "2001:db8:0:0:0:0:0:1", "2001:0db8:0000::0001", "[2001:db8::1]"])
  func `an IPv6 address is found in any spelling`(_ text: String) throws {
    let given = text.hasPrefix("[") ? "http://\(text)/x" : text
    let indicator = try Indicator(given)
    #expect(indicator.kind == .address)
    let expected = ["2001:db8::1", "2001:db8:0:0:0:0:0:1", "2001:0db8:0000:0000:0000:0000:0000:0001"]
    #expect(Array(indicator.forms.prefix(3)) == expected)
  }

  @Test(
    arguments: [
      ("10.0.0.0/8", "/16 to /32"), ("10.0.0.0/33", "/16 to /32"), ("10.0.0.0/15", "/16 to /32"),
      ("2001:db8::/32", "IPv6"), ("2001:db8::1/128", "IPv6"), ("   ", "empty"),
      (String(repeating: "x", count: 10_241), "longer than"),
    ])
  func `what cannot be searched for is refused with the reason`(_ text: String, _ words: String) {
    #expect { try Indicator(text) } throws: { error in
      (error as? IndicatorProblem)?.reason.contains(words) == true
    }
  }

  @Test(
    arguments: [
      ("10.1.2.3/32", "10.1.", 515, 515), ("10.1.2.3/24", "10.1.", 512, 767), ("10.1.2.3/16", "10.1.", 0, 65_535),
      ("10.1.130.9/17", "10.1.", 32_768, 65_535), ("10.1.2.131/25", "10.1.", 640, 767),
    ])
  func `a network is a range of the last two bytes`(_ text: String, _ start: String, _ low: Int, _ high: Int) throws {
    let condition = try #require(Indicator(text).network).condition("v")
    #expect(
      condition.contains("v LIKE '\(start)%'") && condition.contains("BETWEEN \(low) AND \(high)"), "\(condition)")
  }
}
