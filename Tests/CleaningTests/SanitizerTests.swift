import JSON
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

@Suite struct SanitizerTests {
  @Test(arguments: hostileTexts)
  func `shows what deceives`(text: String, expected: String, count: Int) {
    let (clean, escaped, redacted) = cleaned(text)
    #expect(clean.hasSameBytes(as: expected), "\(clean.debugDescription)")
    #expect(escaped == count)
    #expect(redacted == 0)
    #expect(unescaped(clean).hasSameBytes(as: text))
  }

  @Test(arguments: ordinaryTexts)
  func `leaves ordinary text of all scripts alone`(text: String) {
    let (clean, escaped, redacted) = cleaned(text)
    #expect(clean.hasSameBytes(as: text), "\(clean.debugDescription)")
    #expect(escaped == 0 && redacted == 0)
  }

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
      0...0xFFFF, 0x1BC90...0x1BCAF, 0x1D160...0x1D18F, 0x1FFF0...0x1FFFF, 0xE0000...0xE1000,
    ]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) where scalar != "\t" && scalar != "\n" {
      var sanitizer = Sanitizer(redacts: true)
      let text = String(scalar)
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

private let hostileTexts: [(String, String, Int)] = [
  ("a\u{1B}[31mred\u{1B}[0m", #"a\u{1B}[31mred\u{1B}[0m"#, 2), ("\u{1B}]0;title\u{7}", #"\u{1B}]0;title\u{7}"#, 2),
  ("\0", #"\u{0}"#, 1), ("a\rb", #"a\u{D}b"#, 1), ("a\r", #"a\u{D}"#, 1),
  ("\u{7F}\u{80}\u{9B}31m", #"\u{7F}\u{80}\u{9B}31m"#, 3),
  ("invoice\u{202E}fdp.exe", #"invoice\u{202E}fdp.exe"#, 1), ("\u{2066}a\u{2069}", #"\u{2066}a\u{2069}"#, 2),
  ("a\u{200E}b\u{200F}c\u{61C}", #"a\u{200E}b\u{200F}c\u{61C}"#, 3),
  ("a\u{200B}b\u{2060}\u{2064}", #"a\u{200B}b\u{2060}\u{2064}"#, 3),
  ("\u{FEFF}x\u{180E}\u{AD}", #"\u{FEFF}x\u{180E}\u{AD}"#, 3),
  ("pass\u{200D}word\u{200C}", #"pass\u{200D}word\u{200C}"#, 2),
  ("\u{E0049}\u{E0047}\u{E0001}", #"\u{E0049}\u{E0047}\u{E0001}"#, 3),
  ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#, 2),
  ("\u{FFF9}\u{FFFA}\u{FFFB}\u{FFFC}", #"\u{FFF9}\u{FFFA}\u{FFFB}\u{FFFC}"#, 4),
  ("\u{115F}\u{1160}\u{3164}\u{FFA0}", #"\u{115F}\u{1160}\u{3164}\u{FFA0}"#, 4),
  ("a\u{FE0F}b\u{FE00}", #"a\u{FE0F}b\u{FE00}"#, 2),
  ("❤\u{FE0F}\u{FE0F}\u{FE0F}", "❤\u{FE0F}" + #"\u{FE0F}\u{FE0F}"#, 2),
  ("x\u{E0101}\u{E01EF}", #"x\u{E0101}\u{E01EF}"#, 2), ("葛\u{E0100}\u{E0101}", "葛\u{E0100}" + #"\u{E0101}"#, 1),
  ("🏴\u{E0068}\u{E0069}\u{E007F}", "🏴" + #"\u{E0068}\u{E0069}\u{E007F}"#, 3), ("🏴\u{E0067}", "🏴" + #"\u{E0067}"#, 1),
  ("🙂\u{200D}", "🙂" + #"\u{200D}"#, 1), ("\u{200D}🙂", #"\u{200D}"# + "🙂", 1),
  ("🙂\u{200D}\u{200D}🙂", "🙂" + #"\u{200D}\u{200D}"# + "🙂", 2),
  ("م\u{200C}\u{200C}م", "م" + #"\u{200C}\u{200C}"# + "م", 2), ("5\u{FE0F}", "5" + #"\u{FE0F}"#, 1),
  ("\u{34F}", #"\u{34F}"#, 1),
]

private let ordinaryTexts: [String] = [
  "", "plain", "tab\tand\nline\r\nends", "naïve café – “quotes” … € ½ ®™", "한국어 텍스트와 조합 \u{1112}\u{1161}\u{11AB}",
  "日本語、カタカナ。漢字 葛\u{E0100}飾区 ㋿ （全角）",
  "Tiếng Việt: ơ\u{309} đặng \u{323}", "العربية مرحبا بالعالم ١٢٣", "می\u{200C}خواهم", "עברית שָׁלוֹם \u{200F}ב\u{200E}",
  "हिन्दी क्\u{200D}ष क्\u{200C}ष",
  "മലയാളം ന്\u{200D} ", "සිංහල ශ්\u{200D}රී", "ภาษาไทย", "Ελληνικά Русский Қазақ", "မြန်မာ ខ្មែរ ᠮᠣᠩᠭᠣᠯ\u{180B}",
  "👨\u{200D}👩\u{200D}👧\u{200D}👦 👩🏽\u{200D}💻 🏳\u{FE0F}\u{200D}🌈 ❤\u{FE0F}\u{200D}🔥",
  "🇩🇪🇯🇵 👍🏿 1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3} ☎\u{FE0E} 🏴\u{200D}☠\u{FE0F} 🤷🏻\u{200D}♀\u{FE0F}",
  "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}!",
  "\u{FFFD} \u{A0} \u{3000} \u{2003} \u{2011} \u{E000}", #"C:\u{41} \u{202E} already"#, "𠮷野家 𝒳 𓀀",
]
