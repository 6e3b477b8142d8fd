import JSON
import TestSupport
import Text
import Testing

@testable import Cleaning

/// What hides text is shown, and what the writing of people needs stays.
@Suite(.fewAtOnce) struct HiddenTextTests {
  @Test(arguments: hostile)
  func `shows what deceives`(text: String, expected: String, count: Int) {
    let (clean, escaped, redacted) = cleaned(text)
    #expect(clean.hasSameBytes(as: expected), "\(clean.debugDescription)")
    #expect(escaped == count)
    #expect(redacted == 0)
    #expect(unescaped(clean).hasSameBytes(as: text))
  }

  @Test(arguments: ordinary)
  func `leaves ordinary text of all scripts alone`(text: String) {
    let (clean, escaped, redacted) = cleaned(text)
    #expect(clean.hasSameBytes(as: text), "\(clean.debugDescription)")
    #expect(escaped == 0 && redacted == 0)
  }

  /// Every scalar of the classes that cannot be seen, between letters that need none of them.
  @Test func `shows every scalar of the hidden classes`() {
    // Signs of Arabic, Syriac and Kaithi numbers are of the class of format characters, but can be seen.
    let visible: Set<UInt32> = Set([0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD] + Array(0x600...0x605))
    let ranges: [ClosedRange<UInt32>] = [
      0...0xEFFF, 0xF8F0...0x1EFFF, 0x1FB00...0x1FFFF, 0x2FF00...0x303FF, 0x3FFF0...0x3FFFF, 0x5FF00...0x5FFFF,
      0xE0000...0xE1010, 0xFFF00...0x10000F, 0x10FFF0...0x10FFFF,
    ]
    for scalar in ranges.joined().compactMap(Unicode.Scalar.init) where !"\t\n".unicodeScalars.contains(scalar) {
      let properties = scalar.properties
      let isHidden =
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default:
          properties.isDefaultIgnorableCodePoint || properties.isBidiControl || properties.isNoncharacterCodePoint
        }
      guard isHidden, !visible.contains(scalar.value) else { continue }
      var sanitizer = Sanitizer(redacts: false)
      let clean = sanitizer.clean("a\(scalar)b")
      if clean.utf8.elementsEqual("a\\u{\(String(scalar.value, radix: 16, uppercase: true))}b".utf8) { continue }
      Issue.record("U+\(String(scalar.value, radix: 16)) became \(clean.debugDescription)")
    }
  }

  /// A hidden scalar for each visible one is a channel as wide as the alphabet of the hidden ones.
  @Test func `no run of hidden scalars stays in any script`() {
    let hidden: [Unicode.Scalar] = [
      "\u{61C}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{180B}", "\u{180E}", "\u{2800}",
      "\u{FE00}", "\u{FE0E}", "\u{FE0F}", "\u{E0100}", "\u{E0101}",
    ]
    let letters = ["م", "ש", "क", "क्", "葛", "🔥", "ᠮ", "⠓", "ก", "5", "!", "a", "م!", "ש "]
    for (letter, first) in letters.flatMap({ letter in hidden.map { (letter, $0) } }) {
      for second in hidden {
        let clean = cleaned("\(letter)\(first)\(second)\(letter)").text
        // As in the burning heart: one is of the emoji, the other joins two of them.
        guard (letter, first, second) != ("🔥", "\u{FE0F}", "\u{200D}") else { continue }
        let left = clean.unicodeScalars.filter(hidden.contains).count
        #expect(left <= 1, "\(clean.debugDescription)")
        var sanitizer = Sanitizer(redacts: false)
        let long = sanitizer.clean("\(letter)\(String(repeating: "\(first)\(second)", count: 5))\(letter)")
        #expect(long.unicodeScalars.filter(hidden.contains).count <= 1, "\(long.debugDescription)")
      }
    }
  }

  @Test func `a letter carries four marks and no more`() {
    let marks = String(repeating: "\u{301}", count: 100)
    let (clean, escaped, _) = cleaned("a\(marks)b\u{301}\u{301}")
    #expect(escaped == 96)
    #expect(clean.hasPrefix("a\u{301}\u{301}\u{301}\u{301}\\u{301}"))
    #expect(clean.hasSuffix("\\u{301}b\u{301}\u{301}"))
  }

  /// Swift takes no such escape in a string.
  private static let noncharacters = String(
    String.UnicodeScalarView([0xFDD0, 0xFFFE, 0x1FFFF, 0x10FFFF].compactMap({ Unicode.Scalar($0 as UInt32) })))

  static let hostile: [(String, String, Int)] = [
    ("a\u{1B}[31mred\u{1B}[0m", #"a\u{1B}[31mred\u{1B}[0m"#, 2), ("\u{1B}]0;title\u{7}", #"\u{1B}]0;title\u{7}"#, 2),
    ("\0", #"\u{0}"#, 1), ("a\rb", #"a\u{D}b"#, 1), ("a\r", #"a\u{D}"#, 1), ("a\u{85}b", #"a\u{85}b"#, 1),
    ("\u{7F}\u{80}\u{9B}31m", #"\u{7F}\u{80}\u{9B}31m"#, 3),
    ("invoice\u{202E}fdp.exe", #"invoice\u{202E}fdp.exe"#, 1), ("\u{2066}a\u{2069}", #"\u{2066}a\u{2069}"#, 2),
    ("a\u{200B}b\u{2060}\u{2064}", #"a\u{200B}b\u{2060}\u{2064}"#, 3),
    ("\u{FEFF}x\u{180E}\u{AD}", #"\u{FEFF}x\u{180E}\u{AD}"#, 3), ("a\u{34F}", #"a\u{34F}"#, 1),
    ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#, 2),
    ("\u{FFF9}\u{FFFA}\u{FFFB}\u{FFFC}", #"\u{FFF9}\u{FFFA}\u{FFFB}\u{FFFC}"#, 4),
    ("\u{115F}\u{1160}\u{3164}\u{FFA0}", #"\u{115F}\u{1160}\u{3164}\u{FFA0}"#, 4),
    ("\u{17B4}\u{17B5}\u{2065}\u{FFF0}", #"\u{17B4}\u{17B5}\u{2065}\u{FFF0}"#, 4),
    ("\u{1BCA0}\u{1D173}\u{1D17A}", #"\u{1BCA0}\u{1D173}\u{1D17A}"#, 3),
    // Marks of direction where nothing is written from right to left, between letters, and in runs.
    ("a\u{200E}b\u{200F}c\u{61C}", #"a\u{200E}b\u{200F}c\u{61C}"#, 3),
    ("ש\u{200E}ל\u{200F}ו", #"ש\u{200E}ל\u{200F}ו"#, 2),
    ("ש \u{200E}\u{200F}\u{200E}\u{61C}ל", #"ש \u{200E}\u{200F}\u{200E}\u{61C}ל"#, 4),
    ("\u{200E}\u{64B}a", #"\u{200E}\u{64B}a"#, 2), ("ש\n\u{200F}a", "ש\n" + #"\u{200F}a"#, 1),
    // Joiners where nothing is joined, and in runs.
    ("pass\u{200D}word\u{200C}", #"pass\u{200D}word\u{200C}"#, 2), ("\u{200D}🙂", #"\u{200D}"# + "🙂", 1),
    ("🙂\u{200D}", "🙂" + #"\u{200D}"#, 1), ("🙂\u{200D}\u{200D}🙂", "🙂" + #"\u{200D}\u{200D}"# + "🙂", 2),
    ("م\u{200C}\u{200C}م", "م" + #"\u{200C}\u{200C}"# + "م", 2), ("م\u{200D}م", "م" + #"\u{200D}"# + "م", 1),
    ("क\u{200C}क\u{200D}क", "क" + #"\u{200C}"# + "क" + #"\u{200D}"# + "क", 2),
    ("क्\u{200D}\u{200C}\u{200D}ष", "क्" + #"\u{200D}\u{200C}\u{200D}"# + "ष", 3),
    // Selectors of variants that do not exist: a byte of hidden text each.
    ("a\u{FE0F}b\u{FE00}", #"a\u{FE0F}b\u{FE00}"#, 2), ("5\u{FE0F}", "5" + #"\u{FE0F}"#, 1),
    ("❤\u{FE0F}\u{FE0F}\u{FE0F}", "❤\u{FE0F}" + #"\u{FE0F}\u{FE0F}"#, 2),
    ("x\u{E0101}\u{E01EF}", #"x\u{E0101}\u{E01EF}"#, 2), ("葛\u{E0100}\u{E0101}", "葛\u{E0100}" + #"\u{E0101}"#, 1),
    ("漢\u{E0158}字\u{E0155}", "漢" + #"\u{E0158}"# + "字" + #"\u{E0155}"#, 2), ("🙂\u{E0100}", "🙂" + #"\u{E0100}"#, 1),
    ("\u{E0049}\u{E0047}\u{E0001}", #"\u{E0049}\u{E0047}\u{E0001}"#, 3),
    ("🏴\u{E0068}\u{E0069}\u{E007F}", "🏴" + #"\u{E0068}\u{E0069}\u{E007F}"#, 3),
    ("🏴\u{E0067}", "🏴" + #"\u{E0067}"#, 1),
    // Controls of Egyptian hieroglyphs, and what looks like nothing.
    ("𓀀\u{13430}𓀁\u{13438}\u{1343F}\u{13440}", "𓀀" + #"\u{13430}"# + "𓀁" + #"\u{13438}\u{1343F}\u{13440}"#, 4),
    ("a\u{2800}\u{2800}b", #"a\u{2800}\u{2800}b"#, 2), ("a\u{16FE4}\u{1D159}", #"a\u{16FE4}\u{1D159}"#, 2),
    // Rare spaces beside other white space, where nobody can tell one from the other.
    ("a \u{2009}b\u{2003}\nc", "a " + #"\u{2009}b\u{2003}"# + "\nc", 2),
    ("a\u{2003}\u{2002}b", #"a\u{2003}\u{2002}b"#, 2),
    (
      "a\u{A0}\u{202F}b\u{205F}\u{3000}c\t\u{1680}", "a\u{A0}" + #"\u{202F}b\u{205F}"# + "\u{3000}c\t" + #"\u{1680}"#, 3
    ),
    // Marks that strike a letter through, or stand around it.
    ("p\u{338}a\u{335}s\u{336}s\u{20DD}w\u{20E0}o\u{489}", #"p\u{338}a\u{335}s\u{336}s\u{20DD}w\u{20E0}o\u{489}"#, 6),
    // Private use, no characters, not assigned.
    ("\u{E000}\u{F8FF}\u{F0000}\u{10FFFD}", #"\u{E000}\u{F8FF}\u{F0000}\u{10FFFD}"#, 4),
    (noncharacters, #"\u{FDD0}\u{FFFE}\u{1FFFF}\u{10FFFF}"#, 4),
    ("\u{378}\u{2FFFD}\u{50000}\u{E0FFF}", #"\u{378}\u{2FFFD}\u{50000}\u{E0FFF}"#, 4),
    // A mark with no letter under it is drawn over what stands before the text.
    ("\u{301}a", #"\u{301}a"#, 1), ("a\n\u{20DD}b", "a\n" + #"\u{20DD}b"#, 1),
    ("\u{1B}\u{301}\u{302}a", #"\u{1B}\u{301}\u{302}a"#, 3),
    ("ب\u{64B}\u{64C}\u{64D}\u{64E}\u{200C}\u{64F}", "ب\u{64B}\u{64C}\u{64D}\u{64E}" + #"\u{200C}\u{64F}"#, 2),
  ]

  static let ordinary: [String] = [
    "", "plain", "tab\tand\nline\r\nends", "naïve café – “quotes” … € ½ ®™", "한국어 텍스트와 조합 \u{1112}\u{1161}\u{11AB}",
    "日本語、カタカナ。漢字 葛\u{E0100}飾区 渡邉\u{E0101} ㋿ （全角） か\u{3099}", "芦\u{FE00} 〔、\u{FE00}〕",
    "Tiếng Việt: o\u{31B}\u{309} đặng \u{323}", "العربية مرحبا بالعالم ١٢٣ \u{601}٤٥ قُرْآنٌ اللّٰه",
    "می\u{200C}خواهم کار\u{200C}ها ۱۴۰۳ه\u{200D}", "עברית שָׁלוֹם \u{200F}ב\u{200E}",
    "כתבו ב-C++\u{200F} ולא ב-C#\u{200F}!",
    "\u{200F}C שפה", "הוא אמר (\u{200E}+49 30 1234\u{200E}) היום", "بلغ السعر 5\u{61C}% اليوم",
    "हिन्दी क्\u{200D}ष क्\u{200C}ष", "বাংলা র\u{200D}্যাব র\u{200C}্যাব", "ಕನ್ನಡ ರ\u{200D}್ಕ ನ್\u{200C}ನ",
    "മലയാളം ന്\u{200D} ", "ന്\u{200D}", "සිංහල ශ්\u{200D}රී", "தமிழ் తెలుగు ગુજરાતી ਪੰਜਾਬੀ བོད་ཡིག་རྒྱུད་",
    "ภาษาไทย ที่นี่", "ភាសា\u{200B}ខ្មែរ ພາສາ\u{200B}ລາວ မြန်မာ\u{200B}စာ", "Ελληνικά Ἀχιλλεύς Русский Й\u{306} Қазақ",
    "ᠮᠣᠩᠭᠣᠯ\u{180B} ᠨᠠ\u{180E}ᠠ", "⠓⠑⠇⠇⠕\u{2800}⠺⠕⠗⠇⠙",
    "👨\u{200D}👩\u{200D}👧\u{200D}👦 👩🏽\u{200D}💻 🏳\u{FE0F}\u{200D}🌈 ❤\u{FE0F}\u{200D}🔥",
    "🇩🇪🇯🇵 👍🏿 1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3} ☎\u{FE0E} 🏴\u{200D}☠\u{FE0F} 🤷🏻\u{200D}♀\u{FE0F} \u{1FAE8}\u{1FADC}",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}!", "\u{FFFD} \u{A0} \u{3000} \u{2011}",
    "« oui » l’été 10\u{202F}000\u{202F}€ Ah\u{202F}! 5\u{2009}km a\u{2003}b \u{A0} \u{3000}",
    "≠ =\u{338} ∈\u{338} <\u{338}",
    "(C++\u{200E}) \u{200F}שלום", "\u{200F}שלום\u{200F} (C++\u{200E})", "اردو میں\u{200C} لکھیں", "میں\u{200C}",
    "میں\u{200C}، و",
    #"C:\u{41} \u{202E} already"#, "𠮷野家 𝒳 𓀀𓀁 𐎀", "∩\u{FE00} x\u{304}\u{302} ⊆ ℝ → ∑ ☃ ✅ ░▒▓ ╔══╗",
  ]
}
