/// What has to be known of scripts to tell which hidden scalars their writing needs.
extension UInt32 {
  /// Letters that are written from right to left, with their marks and numbers.
  var isRightToLeft: Bool {
    switch self {
    case 0x61C: false
    case 0x590...0x8FF, 0xFB1D...0xFDCF, 0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  var isIdeograph: Bool {
    switch self {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FA1F, 0x30000...0x323AF: true
    default: false
    }
  }

  /// Symbols, punctuation and letters beside ideographs that have standard variants.
  var isVariedSymbol: Bool {
    switch self {
    case 0x1000...0x109F, 0x2200...0x22FF, 0x2A00...0x2AFF, 0x3001...0x3002, 0xA840...0xA87F, 0xAA60...0xAA7F,
      0xFF01...0xFF1F:
      true
    default: false
    }
  }

  var isMongolianLetter: Bool { (0x1820...0x18AA).contains(self) }

  /// Unicode calls digits, `#` and `*` emoji, too; here they count only in keycaps.
  var isEmoji: Bool {
    self > 0x7F && Unicode.Scalar(self)?.properties.isEmoji ?? false
  }

  var isKeycapBase: Bool { (0x30...0x39).contains(self) || self == 0x23 || self == 0x2A }

  var isSkinTone: Bool { (0x1F3FB...0x1F3FF).contains(self) }

  /// The patterns of Braille that have dots.
  var isBraille: Bool { (0x2801...0x28FF).contains(self) }

  /// The sign that removes the vowel of a consonant.
  var isVirama: Bool {
    guard (0x900..<0x1F000).contains(self) else { return false }
    return Unicode.Scalar(self)?.properties.canonicalCombiningClass == .virama
  }

  /// A letter, or a mark on one.
  var isLetterOrMark: Bool {
    switch Unicode.Scalar(self)?.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
      .nonspacingMark, .enclosingMark:
      ScalarKind(self) != .hidden
    default: false
    }
  }

  /// A letter. A mark on it may be one too many, and so be escaped itself.
  var isLetter: Bool { isLetterOrMark && ScalarKind(self) != .mark }

  /// Letters and marks of scripts whose letters are joined in writing.
  var isJoined: Bool {
    switch self {
    case 0x600...0x7FF, 0x840...0x8FF, 0x1807, 0x180A, 0x1820...0x18AF, 0xA840...0xA87F, 0xFB50...0xFDFF,
      0xFE70...0xFEFC, 0x10AC0...0x10AFF, 0x10B80...0x10BAF, 0x10D00...0x10D3F, 0x10F30...0x10FDF, 0x1E900...0x1E95F:
      isLetterOrMark
    default: false
    }
  }

  /// Letters and marks of scripts that have no spaces between words: Thai, Lao, Myanmar, Khmer and their neighbours.
  var isUnspaced: Bool {
    switch self {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x19FF, 0x1A20...0x1AAF, 0xA9E0...0xA9FF,
      0xAA60...0xAADF:
      isLetterOrMark
    default: false
    }
  }
}
