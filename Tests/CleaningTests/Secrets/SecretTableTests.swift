import JSON
import TestSupport
import Testing

@testable import Cleaning

/// Redaction is a compromise, so it is measured: secrets of common shapes, and what looks like them and is none.
@Suite(.fewAtOnce) struct SecretTableTests {
  @Test func `misses at most five percent of secrets`() {
    let missed = SecretSample.all.filter { sample in
      var sanitizer = Sanitizer(redacts: true)
      let clean = (try? JSON(parsing: sample.text)).map { sanitizer.clean($0).text } ?? sanitizer.clean(sample.text)
      return clean.contains(sample.secret) || sanitizer.redacted == 0
    }
    #expect(SecretSample.all.count > 200)
    #expect(missed.count * 20 <= SecretSample.all.count)
    #expect(missed.isEmpty, "\(missed.map(\.text).joined(separator: "\n"))")
  }

  @Test(arguments: InnocentSample.all)
  func `redacts nothing innocent`(text: String) {
    var sanitizer = Sanitizer(redacts: true)
    #expect(sanitizer.clean(text) == text)
    _ = sanitizer.clean(["message": .string(text), "list": [.string(text)]])
    if let json = try? JSON(parsing: text) { _ = sanitizer.clean(json) }
    #expect(sanitizer.redacted == 0)
  }

  @Test(arguments: InnocentSample.pairs)
  func `redacts nothing innocent in members`(key: String, value: String) {
    var sanitizer = Sanitizer(redacts: true)
    _ = sanitizer.clean([key: .string(value), "list": [["name": .string(key), "value": .string(value)]]])
    #expect(sanitizer.redacted == 0)
  }

  /// A log may cut a text anywhere. No rule may read before its beginning or behind its end.
  @Test func `reads texts that are cut`() {
    for text in SecretSample.all.map(\.text) + InnocentSample.all where text.utf8.count < 150 {
      for place in 0..<text.utf8.count {
        var sanitizer = Sanitizer(redacts: true)
        _ = sanitizer.clean(String(decoding: text.utf8.prefix(place), as: UTF8.self))
        _ = sanitizer.clean(String(decoding: text.utf8.dropFirst(place), as: UTF8.self))
      }
    }
  }

  @Test func `has enough innocent texts`() {
    #expect(InnocentSample.all.count > 200)
  }

  /// Each of these would take minutes if something were looked for again from every place of it.
  @Test(arguments: [
    "sk-", "ya29.", "SG.abc.", " -p a1b2", "password=$", "://a", "<password>", "password '", "1:A", "a.b.",
    "net user a", " /a", "sqlplus ",
    "\"name\":", "value=", "AKIA", "a:$1$", "x\u{200B}", "?code=", "//0",
    "\"data\":{", "data:\n ", "| sudo -S ", "echo a1b2c3 | sudo -S", " /p a1b2", ".py a/b:c1 ", "\"password=\" ",
    "htpasswd -b a ",
    "kind:Secret", "NetworkCredential(\"a", "-SecureString -a ", "aws_secret_key ",
  ])
  func `reads hostile texts in one go`(piece: String) {
    var sanitizer = Sanitizer(redacts: true)
    _ = sanitizer.clean(String(repeating: piece, count: 100_000 / piece.utf8.count))
  }
}
