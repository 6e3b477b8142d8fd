import JSON
import TestSupport
import Testing
import Text

@testable import Cleaning

func cleaned(_ text: String, redacts: Bool = true) -> (text: String, escaped: Int, redacted: Int) {
  var sanitizer = Sanitizer(redacts: redacts)
  let clean = sanitizer.clean(text)
  var again = Sanitizer(redacts: redacts)
  #expect(again.clean(clean).hasSameBytes(as: clean), "not the same when cleaned twice: \(clean.debugDescription)")
  #expect(again.escaped == 0 && again.redacted == 0)
  return (clean, sanitizer.escaped, sanitizer.redacted)
}

@Suite(.fewAtOnce) struct SanitizerTests {
  @Test func `takes the escaped form in arguments, and no other`() {
    #expect(unescaped(#"a\u{202e}b\u{1B}"#) == "a\u{202E}b\u{1B}")
    for text in [
      #"\u{41}"#, #"\u{}"#, #"\u{202E"#, #"\u{FFFFFFF}"#, #"\u{D800}"#, #"\u202E"#, #"\"#, #"\u{"#, #"\u{A}"#,
    ] {
      #expect(unescaped(text) == text)
    }
  }

  @Test func `leaves none of the scalars that are always escaped, wherever they stand`() {
    let always: [UInt32] = [
      0, 7, 0x1B, 0x7F, 0x9B, 0xAD, 0x115F, 0x180E, 0x200B, 0x2028, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3164,
      0xFEFF,
      0xFFA0, 0xFFF9, 0xE0001, 0xE0041, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFE, 0xFDD0, 0xFDEF,
    ]
    let pieces = [
      "", "a", "\n", "é", "日", "🙂", "ع", "क्", "\u{200D}", "\u{FE0F}", "eyJ", "-----BEGIN ", "password=", "🏴",
    ]
    for value in always {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for before in pieces {
        for after in pieces {
          let text = before + String(scalar) + after
          let clean = cleaned(text).text
          #expect(!clean.unicodeScalars.contains(scalar), "\(text.debugDescription)")
          #expect(String(validating: Array(clean.utf8), as: UTF8.self) != nil)
        }
      }
    }
  }

  @Test func `finds by its bytes what it judges by its value`() {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1FFFF, 0x2A6D0...0x2A710, 0x3FFF0...0x40010, 0xDFFF0...0xE1010, 0xEFFF0...0xF0010, 0xFFFF0...0x100010,
      0x10FFF0...0x10FFFF,
    ]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) where scalar != "\t" && scalar != "\n" {
      var sanitizer = Sanitizer(redacts: true)
      // A space alone is no deception.
      let text = scalar.properties.generalCategory == .spaceSeparator ? " \(scalar)" : String(scalar)
      let clean = sanitizer.clean(text)
      guard clean.hasSameBytes(as: text) == scalar.value.mayHaveBeenEscaped || !unescaped(clean).hasSameBytes(as: text)
      else {
        continue
      }
      Issue.record("U+\(String(scalar.value, radix: 16)) became \(clean)")
    }
  }

  @Test func `cleans JSON with its keys, and counts all of it`() {
    var sanitizer = Sanitizer(redacts: true)
    let value: JSON = [
      "a\u{202E}": ["x\u{1B}", ["deep": "ok\u{200B}"]], "n": 9_007_199_254_740_993, "password": "hunter22", "ok": true,
      "none": .null,
      "user": ["name": "Ann", "apiKey": "k-123456", "passwordLastUsed": "2024-01-01"],
    ]
    #expect(
      sanitizer.clean(value).text
        == #"{"a\\u{202E}":["x\\u{1B}",{"deep":"ok\\u{200B}"}],"n":9007199254740993,"password":"[redacted: password]","ok":true,"none":null,"#
        + #""user":{"name":"Ann","apiKey":"[redacted: key]","passwordLastUsed":"2024-01-01"}}"#)
    #expect(sanitizer.escaped == 3)
    #expect(sanitizer.redacted == 2)
    #expect(sanitizer.clean(["a\u{0}": 1, #"a\u{0}"#: 2]).text == #"{"a\\u{0}":1,"a\\u{0} (2)":2}"#)
  }

  /// Counting the same keys from 2 each time took minutes, and every other call waited.
  @Test func `thousands of keys that become the same stay apart`() {
    let members = (0..<20_000).map { JSON.Member("password=abc\(1_000_000 + $0)", 1) }
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean(.object(JSON.Object(unique: members))).object
    #expect(Set(clean?.keys ?? []).count == 20_000)
  }

  @Test func `cleans a megabyte in one field`() {
    for piece in [
      "a\u{1B}", "日本語", "password=\"x ", "password:\\\"", "eyJ.", "-----BEGIN PRIVATE KEY", "cookie:", "Bearer ", "🏴",
      "\u{200D}", "ghp_", "authorization:",
    ] {
      let text = String(repeating: piece, count: 300_000 / piece.utf8.count)
      _ = cleaned(text)
    }
  }
}
