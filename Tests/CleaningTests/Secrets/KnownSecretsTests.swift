import Foundation
import JSON
import TestSupport
import Testing

@testable import Cleaning

/// A server that repeats the token, in whatever form, must not bring it into an answer, an error or a log.
@Suite(.fewAtOnce) struct KnownSecretsTests {
  private static let token = "tok-9f86d081884C7D659a2f/x"
  private static let secrets: KnownSecrets = {
    let secrets = KnownSecrets()
    secrets.learn(token)
    return secrets
  }()

  /// Texts with the token in them, by the name of its form.
  private static let forms: [(String, String)] = {
    let bytes = Array(token.utf8)
    func each(_ escape: (UInt8) -> String) -> String { bytes.map(escape).joined() }
    func hex(_ byte: UInt8, _ count: Int) -> String {
      let digits = String(byte, radix: 16)
      return String(repeating: "0", count: count - digits.count) + digits
    }
    func wrapped(_ text: String, _ end: String) -> String {
      stride(from: 0, to: text.count, by: 16).map { String(text.dropFirst($0).prefix(16)) }.joined(separator: end)
    }
    let base64 = ["", "u", "us", "user", "user:", "user:x"].flatMap { before in
      ["", ":", ":y", ":yz"].flatMap { after -> [(String, String)] in
        let text = Data((before + token + after).utf8).base64EncodedString()
        let forURLs = text.replacing("+", with: "-").replacing("/", with: "_")
        return [
          ("base64", text), ("base64 without padding", text.replacing("=", with: "")), ("base64 for URLs", forURLs),
          ("base64 in lines", wrapped(text, "\r\n")), ("base64 in short lines", wrapped(text, "\n")),
          ("base64 in lines in JSON", wrapped(text, #"\r\n"#)), ("base64 in lines, twice", wrapped(text, #"\\n"#)),
          ("base64 in PHP", text.replacing("/", with: "\\/")), ("base64 in a URL", text.replacing("/", with: "%2F")),
        ]
      }
    }
    return [
      ("itself", token), ("lower case", token.lowercased()), ("upper case", token.uppercased()),
      ("percent", each { "%" + hex($0, 2) }), ("percent for some", token.replacing("/", with: "%2f")),
      ("JSON", each { "\\u" + hex($0, 4) }), ("JSON in JSON", each { "\\\\u" + hex($0, 4) }),
      ("JSON for one", token.replacing("9", with: "\\u0039")), ("first letter", "\\u0074" + token.dropFirst()),
      ("last letter", token.dropLast() + "%78"), ("PHP", token.replacing("/", with: "\\/")),
      ("HTML", each { "&#\($0);" }), ("HTML in hex", each { "&#x" + hex($0, 2) + ";" }),
      ("percent twice", each { "%25" + hex($0, 2) }), ("percent three times", each { "%2525" + hex($0, 2) }),
      ("hex", each { hex($0, 2) }), ("hex in capitals", each { hex($0, 2).uppercased() }),
      ("hidden characters", each { String(UnicodeScalar($0)) + "\u{200B}" }),
      ("one hidden character", token.prefix(9) + "\u{2060}" + token.dropFirst(9)),
      ("hidden characters in JSON", each { String(UnicodeScalar($0)) + #"\u200b"# }),
      ("hidden characters that were escaped", each { String(UnicodeScalar($0)) + #"\\u{200B}"# }),
      ("NUL", each { String(UnicodeScalar($0)) + "\0" }), ("one DEL", token.prefix(9) + "\u{7F}" + token.dropFirst(9)),
      ("escape characters", each { String(UnicodeScalar($0)) + "\u{1B}" }),
      ("lines", each { String(UnicodeScalar($0)) + "\r\n" }), ("one tab", token.prefix(9) + "\t" + token.dropFirst(9)),
      ("NUL in JSON", each { String(UnicodeScalar($0)) + #"\u0000"# }),
      ("NUL in C", each { String(UnicodeScalar($0)) + #"\x00"# }),
      ("ESC in C", token.prefix(9) + #"\\x1b"# + token.dropFirst(9)),
      ("NUL that was escaped", each { String(UnicodeScalar($0)) + #"\\u{0}"# }),
      ("form feeds in JSON", each { String(UnicodeScalar($0)) + #"\f"# }),
      ("lines in JSON", each { String(UnicodeScalar($0)) + #"\r\n"# }),
      ("NUL in a URL", each { String(UnicodeScalar($0)) + "%00" }),
      ("hidden characters in a URL", each { String(UnicodeScalar($0)) + "%E2%80%8B" }),
      ("hidden characters in HTML", each { String(UnicodeScalar($0)) + "&#8203;" }),
      ("HTML twice", each { "&amp;#\($0);" }), ("HTML three times", each { "&amp;amp;#\($0);" }),
      ("HTML by number", each { "&#38;#\($0);" }), ("HTML in hex, twice", each { "&#x26;#x" + hex($0, 2) + ";" }),
      ("HTML mixed", each { "&#38;amp;#x" + hex($0, 2) + ";" }),
      ("one HTML escape", token.replacing("9", with: "&amp;#57;")),
      ("HTML without semicolons", each { "&#\($0)" }), ("HTML in hex without semicolons", each { "&#x" + hex($0, 2) }),
      ("one without semicolon", token.replacing("f", with: "&#102")),
      ("braces", each { #"\u{"# + hex($0, 2) + "}" }),
      ("C", each { "\\x" + hex($0, 2) }),
      ("mixed", each { $0 % 3 == 0 ? "%" + hex($0, 2) : $0 % 3 == 1 ? "\\u" + hex($0, 4) : String(UnicodeScalar($0)) }),
    ] + base64
  }()

  @Test(arguments: forms)
  func `hides every form`(name: String, form: String) {
    for (before, after) in [("", ""), ("key: ", " end"), ("{\"a\":\"", "\"}"), ("aaaa", "aaaa"), ("\\\\", "\\\\")] {
      let clean = Self.secrets.hidden(in: before + form + after)
      #expect(clean.contains("(hidden)"), "\(clean)")
      // Nothing that is left is long enough to guess from; what stands before and after stays.
      #expect(clean.utf8.count <= before.utf8.count + after.utf8.count + 28, "\(clean)")
      #expect(clean.hasPrefix(before) && clean.hasSuffix(after) || ["aaaa", "\\\\"].contains(before), "\(clean)")
    }
  }

  @Test(arguments: [#"{"title":"key is $"}"#, #"{"$":1}"#, "$$", "x $\u{301}", "ttok-$", #"{"a":["$","$"]}"#, "\n$"])
  func `hides it in a body`(pattern: String) {
    let clean = Self.secrets.hidden(in: pattern.replacing("$", with: Self.token))
    #expect(clean.utf8.elementsEqual(pattern.replacing("$", with: "(hidden)").utf8))
  }

  @Test(arguments: [
    "", "tok-9f86", "tok-9f86d081884C7D659a2f", String(repeating: "t", count: 5000), "{}", "%", "\\", "\\u", "%4", "&#",
    "\\u00e9 %C3%A9 &#233; tok-%", "tok-\u{200B}9f86", "tok-\\n9f86\n", "a\u{200B}\u{E9}\u{FEFF}",
    String(repeating: "\\", count: 300), "%74%6f%6b", "a&b&amp;c&amp;amp;&#", "&#x", "&#38;#38;#38;", "%E2%80",
    "%E2%80%", "%C3%A9%",
    "C:\\\\bin\\\\tmp\\\\foo", "\0\u{1B}\u{7F}", "tok-\0", "\u{1}9f86",
  ])
  func `any other text stays as it is`(text: String) {
    #expect(Self.secrets.hidden(in: text) == text)
    #expect(Self.secrets.hidden(in: Array(text.utf8)) == Array(text.utf8))
    #expect(Self.secrets.hidden(in: ["a": .string(text)]) == nil)
  }

  /// `\n` before a text that goes on as the token does is a line end, and its backslash must not stay alone.
  @Test func `JSON stays JSON`() throws {
    let secrets = KnownSecrets()
    secrets.learn("nabcdefghijklmnop")
    let body = Array(#"{"a":"x\nabcdefghijklmnop","b":"\\nabcdefghijklmnop"}"#.utf8)
    let clean = try JSON(parsing: secrets.hidden(in: body))
    #expect(clean == ["a": "x(hidden)", "b": "\\(hidden)"])
  }

  @Test func `hides it in arguments, keys and all`() {
    let arguments: JSON.Object = ["id": .string(Self.token), "b": [["c": .string("x" + Self.token)]]]
    #expect(Self.secrets.hidden(in: arguments) == ["id": "(hidden)", "b": [["c": "x(hidden)"]]])
  }

  @Test(arguments: ["\0", "\u{1B}", "\n", "\u{200B}", "\u{34F}", "\u{3164}", "\u{E0041}", "\u{E000}", "\u{2800}"])
  func `hides it in arguments with any hidden character between`(hidden: String) {
    let token = Self.token.map { "\($0)" }.joined(separator: hidden)
    #expect(Self.secrets.hidden(in: ["id": .string(token)]) == ["id": "(hidden)"])
    #expect(Self.secrets.hidden(in: ["id": .string("a\(hidden)b")]) == nil)
  }

  /// At each of the characters the token may begin, with all that follow between its first and its second letter. If
  /// they were all looked at each time, this would take minutes.
  @Test(
    arguments: [#"\u0000"#, "%00", "0\u{200B}", #"0\u200b"#, "&#0;", "0&#8203;", #"\u0001"#, "0\0"])
  func `looks at a long run of hidden characters in time that its length adds up to`(_ hidden: String) {
    let secrets = KnownSecrets()
    secrets.learn("\(hidden.contains(";") ? ";" : hidden.contains("1") ? "1" : "0")23456789-secret")
    let text = String(repeating: hidden, count: 50_000)
    #expect(secrets.hidden(in: text).utf8.count == text.utf8.count)
  }

  @Test func `knows the last tokens of a file that changes, and no short word`() {
    let secrets = KnownSecrets()
    secrets.learn("short")
    for number in 0..<10 { secrets.learn("token-number-\(number)") }
    secrets.learn("token-number-9")
    #expect(
      secrets.hidden(in: "short token-number-1 token-number-2 token-number-9")
        == "short token-number-1 (hidden) (hidden)")
  }

  /// If each of them were looked for on its own, this would take many minutes.
  @Test func `a thousand secrets of callers are found in a long text, in every form`() {
    let secrets = KnownSecrets()
    let tokens = (0..<1_000).map { number in
      // Different everywhere, as tokens are.
      Data((0..<20).map { UInt8(truncatingIfNeeded: (number &* 2_654_435_761 &+ $0 &* 40_503 &* (number + 7)) >> 8) })
        .base64EncodedString()
    }
    secrets.learn(ofCallers: tokens)
    let words = String(
      repeating: #"{"eventName":"ConsoleLogin","raw":"a\\nb\\u0041","sourceIPAddress":"203.0.113.7"},"#, count: 20_000)
    #expect(secrets.hidden(in: words).utf8.count == words.utf8.count)
    for token in [tokens[0], tokens[499], tokens[999]] {
      let escaped = token.utf8.map { "%" + String($0, radix: 16) }.joined()
      let half =
        token.prefix(20) + "\\u00" + String(token.utf8.dropFirst(20).first ?? 0, radix: 16) + token.dropFirst(21)
      let last = token.dropLast(1) + "\\u00" + String(token.utf8.last ?? 0, radix: 16)
      let hex = token.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      let base64 = Data("user:\(token)".utf8).base64EncodedString()
      for form in [token, token.lowercased(), escaped, String(half), String(last), hex, base64] {
        let text = words.prefix(50_000) + form + words.prefix(1_000)
        #expect(secrets.hidden(in: String(text)).contains("(hidden)"), "\(form)")
      }
    }
  }

  @Test func `secrets that callers had before stay hidden until the next change`() {
    let secrets = KnownSecrets()
    secrets.learn("secret-of-the-server")
    for generation in 1...3 {
      secrets.learn(ofCallers: ["secret-of-ana-\(generation)"])
      secrets.learn(ofCallers: ["secret-of-ana-\(generation)"])
    }
    #expect(
      secrets.hidden(in: "secret-of-the-server secret-of-ana-1 secret-of-ana-2 secret-of-ana-3")
        == "(hidden) secret-of-ana-1 (hidden) (hidden)")
  }
}
