/// Which scalars deceive a reader, by themselves or because of what stands around them.
extension UnsafeBufferPointer<UInt8> {
  typealias Scalar = (value: UInt32, length: Int)

  /// The scalar that begins at a place, in valid UTF-8.
  func scalar(at: Int) -> Scalar {
    let lead = UInt32(self[at])
    func rest(_ offset: Int) -> UInt32 { UInt32(self[at + offset] & 0x3F) }
    return switch lead {
    case ..<0x80: (lead, 1)
    case ..<0xE0: ((lead & 0x1F) << 6 | rest(1), 2)
    case ..<0xF0: ((lead & 0x0F) << 12 | rest(1) << 6 | rest(2), 3)
    default: ((lead & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
    }
  }

  /// The scalar that ends before a place; nil at the floor, where the last change ended.
  private func scalar(before at: Int, floor: Int) -> Scalar? {
    var start = at - 1
    while start > floor, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= floor ? scalar(at: start) : nil
  }

  private func scalar(after at: Int) -> UInt32? {
    at < count ? scalar(at: at).value : nil
  }

  /// Whether a scalar is invisible, moves the text around it or drives a terminal.
  ///
  /// Some invisible scalars belong to ordinary text and stay there: marks of direction beside right-to-left letters,
  /// joiners in emoji sequences and between letters of joining scripts, variation selectors after what they vary.
  func isDeceptive(_ scalar: Scalar, at: Int, after floor: Int) -> Bool {
    let next = at + scalar.length
    switch scalar.value {
    case 0x0D: return next >= count || self[next] != 0x0A
    case 0x09, 0x0A: return false
    case 0x00...0x1F, 0x7F...0x9F: return true
    case 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x2028...0x202E, 0x2060...0x206F, 0x3164,
      0xFDD0...0xFDEF, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFC, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
      return true
    case 0x61C, 0x200E, 0x200F:
      let neighbours = [self.scalar(before: at, floor: floor)?.value, self.scalar(after: next)]
      return !neighbours.contains { $0?.isRightToLeft ?? false }
    case 0x200C, 0x200D: return !joins(scalar.value, at, next, floor)
    case 0x180B...0x180D, 0x180F:
      guard let base = self.scalar(before: at, floor: floor)?.value else { return true }
      return !(0x1820...0x18AA).contains(base)
    case 0xFE00...0xFE0F: return !varies(scalar.value, at, next, floor)
    case 0xE0100...0xE01EF: return !(self.scalar(before: at, floor: floor)?.value.isIdeograph ?? false)
    case 0xE0000...0xE0FFF: return true
    default: return scalar.value & 0xFFFE == 0xFFFE
    }
  }

  private func joins(_ joiner: UInt32, _ at: Int, _ next: Int, _ floor: Int) -> Bool {
    guard let last = scalar(before: at, floor: floor) else { return false }
    if joiner == 0x200D, last.value.isVirama { return true }
    guard let following = scalar(after: next) else { return false }
    if last.value.isJoiningLetter { return following.isJoiningLetter }
    guard joiner == 0x200D, following.isEmoji else { return false }
    var base = last
    var end = at
    for _ in 0..<2 where base.value == 0xFE0F || base.value.isSkinTone {
      end -= base.length
      guard let earlier = scalar(before: end, floor: floor) else { return false }
      base = earlier
    }
    return base.value.isEmoji
  }

  private func varies(_ selector: UInt32, _ at: Int, _ next: Int, _ floor: Int) -> Bool {
    guard let base = scalar(before: at, floor: floor)?.value else { return false }
    switch selector {
    case 0xFE0E, 0xFE0F: return base.isEmoji || base.isKeycapBase && scalar(after: next) == 0x20E3
    case 0xFE00...0xFE02:
      return base.isIdeograph || base.isVariedSymbol
    default: return false
    }
  }

  /// The length in bytes of the tags that make a black flag the flag of England, Scotland or Wales, or 0. Other tag
  /// sequences are not in use, and could carry hidden words.
  func flagTagsLength(at: Int) -> Int {
    for region in ["gbeng", "gbsct", "gbwls"] as [StaticString] {
      let length = (region.utf8CodeUnitCount + 1) * 4
      guard at + length <= count else { continue }
      let matches = (0..<region.utf8CodeUnitCount).allSatisfy {
        scalar(at: at + $0 * 4).value == 0xE0000 + UInt32(region.utf8Start[$0])
      }
      if matches, scalar(at: at + length - 4).value == 0xE007F { return length }
    }
    return 0
  }
}

extension UInt32 {
  fileprivate var isRightToLeft: Bool {
    switch self {
    case 0x61C: false
    case 0x590...0x8FF, 0xFB1D...0xFDCF, 0xFDF0...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  fileprivate var isIdeograph: Bool {
    switch self {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x2FA1F, 0x30000...0x323AF: true
    default: false
    }
  }

  /// Symbols, punctuation and letters beside ideographs that have standard variants.
  fileprivate var isVariedSymbol: Bool {
    switch self {
    case 0x1000...0x109F, 0x2200...0x22FF, 0x2A00...0x2AFF, 0x3001...0x3002, 0xA840...0xA87F, 0xAA60...0xAA7F,
      0xFF01...0xFF1F:
      true
    default: false
    }
  }

  /// Unicode calls digits, `#` and `*` emoji, too; here they count only in keycaps.
  fileprivate var isEmoji: Bool {
    self > 0x7F && Unicode.Scalar(self)?.properties.isEmoji ?? false
  }

  fileprivate var isKeycapBase: Bool { (0x30...0x39).contains(self) || self == 0x23 || self == 0x2A }

  fileprivate var isSkinTone: Bool { (0x1F3FB...0x1F3FF).contains(self) }

  /// The sign that removes the vowel of a consonant; Malayalam writes a joiner after it even at the end of a word.
  fileprivate var isVirama: Bool {
    switch self {
    case 0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD4D, 0xDCA: true
    default: false
    }
  }

  /// Letters and marks of scripts whose letters change shape beside each other.
  fileprivate var isJoiningLetter: Bool {
    switch self {
    case 0x600...0xDFF, 0xF00...0x109F, 0x1780...0x1CFF, 0xA840...0xA87F, 0xA8E0...0xA8FF, 0xA980...0xAADF,
      0xFB50...0xFDCF, 0xFE70...0xFEFC, 0x10D00...0x10D3F, 0x10F30...0x10F6F, 0x11000...0x11FFF, 0x1E900...0x1E95F:
      break
    default: return false
    }
    switch Unicode.Scalar(self)?.properties.generalCategory {
    case .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .uppercaseLetter, .lowercaseLetter:
      return !(0x17B4...0x17B5).contains(self) && !(0x180B...0x180F).contains(self)
    default: return false
    }
  }

  /// Whether `Sanitizer` may have escaped this scalar, so that `unescaped` gives it back.
  var mayHaveBeenEscaped: Bool {
    guard let scalar = Unicode.Scalar(self) else { return false }
    let bytes = Array(String(scalar).utf8)
    return bytes.withUnsafeBufferPointer { $0.isDeceptive((self, bytes.count), at: 0, after: 0) }
  }
}
