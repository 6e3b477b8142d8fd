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

  /// Whether a scalar is invisible, moves the text around it, covers it, or drives a terminal.
  func isDeceptive(_ scalar: Scalar, at: Int, after floor: Int) -> Bool {
    switch ScalarKind(scalar.value) {
    case .plain: false
    case .mark: isInPile(at, floor) || scalar.value.coversLetter && !isStruckSign(at, floor)
    case .hidden: !isNeeded(scalar, at, floor)
    case .space: !isAlone(at, at + scalar.length, floor)
    }
  }

  /// Whether a mark stands on a sign of mathematics.
  private func isStruckSign(_ at: Int, _ floor: Int) -> Bool {
    scalar(before: at, floor: floor)?.value.isMathematical ?? false
  }

  /// Whether a rare space is between what can be seen, as the thin space of French is.
  private func isAlone(_ at: Int, _ next: Int, _ floor: Int) -> Bool {
    guard at > floor || at == 0 else { return false }
    let neighbours = [scalar(before: at, floor: floor)?.value, scalar(after: next)]
    return !neighbours.contains { $0?.isWhiteSpace ?? false }
  }

  /// How many marks a letter may carry. It is the number of UTS #39, 5.4; more of them cover the lines around it.
  private static var mostMarks: Int { 4 }

  /// Whether a mark has nothing to stand on, so that it would change what stands before the text, or whether its letter
  /// carries enough marks already.
  private func isInPile(_ at: Int, _ floor: Int) -> Bool {
    var marks = 0
    var end = at
    while marks < Self.mostMarks, let last = scalar(before: end, floor: floor) {
      switch ScalarKind(last.value) {
      case .plain, .space: return false
      case .mark: marks += 1
      case .hidden where last.value < 0x20: return true
      case .hidden: break
      }
      end -= last.length
    }
    return true
  }

  /// Whether ordinary text has a hidden scalar in such a place. One at a time can carry little, so that none of them is
  /// needed beside another.
  private func isNeeded(_ scalar: Scalar, _ at: Int, _ floor: Int) -> Bool {
    let next = at + scalar.length
    if scalar.value < 0x20 {
      let isBeforeLineFeed = next < count && self[next] == 0x0A
      return scalar.value == 0x09 || scalar.value == 0x0A || scalar.value == 0x0D && isBeforeLineFeed
    }
    let before = self.scalar(before: at, floor: floor)?.value
    let after = self.scalar(after: next)
    switch scalar.value {
    case 0x61C, 0x200E, 0x200F: return turns(at, next, floor)
    case 0x200C, 0x200D: return joins(scalar.value, at, next, floor)
    // Where words have no space between them, this says where a line may end.
    case 0x200B: return (before?.isUnspaced ?? false) && (after.map { $0.isUnspaced && $0.isLetter } ?? false)
    case 0x180B...0x180D, 0x180F: return before?.isMongolianLetter ?? false
    case 0x180E: return (before?.isMongolianLetter ?? false) && (after?.isMongolianLetter ?? false)
    case 0x2800: return (before?.isBraille ?? false) && (after?.isBraille ?? false)
    case 0xFE00...0xFE0F: return varies(scalar.value, before, after)
    // Nearly all ideographs have no more than three forms. With all the 240 selectors, each could carry a byte.
    case 0xE0100...0xE0102: return before?.isIdeograph ?? false
    default: return false
    }
  }

  /// How far from a mark of direction the text is looked at.
  private static var reach: Int { 16 }

  /// Whether a mark of direction (UAX #9, 2.6) can have a visible effect: right-to-left letters are near, and it stands
  /// beside a space, digit or sign, because between letters it changes nothing. It is alone: a second one changes
  /// nothing, either.
  private func turns(_ at: Int, _ next: Int, _ floor: Int) -> Bool {
    guard at > floor || at == 0 else { return false }
    let before = scalar(before: at, floor: floor)?.value
    let after = scalar(after: next)
    let neighbours = [before, after].compactMap(\.self)
    guard !neighbours.contains(where: \.isInvisible) else { return false }
    guard neighbours.count < 2 || !neighbours.allSatisfy(\.isLetterOrMark) else { return false }
    return hasRightToLeft(before: at, floor: floor) || hasRightToLeft(from: next)
  }

  private func hasRightToLeft(before at: Int, floor: Int) -> Bool {
    var end = at
    for _ in 0..<Self.reach {
      guard let last = scalar(before: end, floor: floor) else { return false }
      guard ScalarKind(last.value) != .hidden || last.value.isMarkOfDirection else { return false }
      if last.value.isRightToLeft { return true }
      end -= last.length
    }
    return false
  }

  private func hasRightToLeft(from start: Int) -> Bool {
    var next = start
    for _ in 0..<Self.reach where next < count {
      let scalar = scalar(at: next)
      // What may be escaped itself is no reason to stay. Another mark of direction is passed over, as behind the
      // brackets of `(C++)` before a Hebrew word that has one, too.
      guard ScalarKind(scalar.value) == .plain || scalar.value.isMarkOfDirection else { return false }
      if scalar.value.isRightToLeft { return true }
      next += scalar.length
    }
    return false
  }

  /// Whether a joiner or non-joiner changes how the letters beside it are drawn (UAX #31, 2.3), or makes one emoji of
  /// several (UTS #51).
  private func joins(_ joiner: UInt32, _ at: Int, _ next: Int, _ floor: Int) -> Bool {
    guard let last = scalar(before: at, floor: floor) else { return false }
    let following = scalar(after: next)
    let joins = joiner == 0x200D
    // Scripts of India. Malayalam writes the joiner even at the end of a word, Bengali also before the sign.
    if last.value.isVirama { return following.map { $0.isLetter || joins && !$0.isInvisible } ?? joins }
    if let following, following.isVirama { return last.value.isLetterOrMark }
    // Arabic and its like. A joiner between letters that are joined anyway changes nothing.
    if last.value.isJoined {
      if joins { return !(following.map { $0.isLetterOrMark || $0.isInvisible } ?? false) }
      // At the end of a word it is without effect, but people write it there.
      return following.map { $0.isJoined && $0.isLetter || !$0.isLetterOrMark && !$0.isInvisible } ?? true
    }
    guard joins, let following, following.isEmoji else { return false }
    var base = last
    var end = at
    for _ in 0..<2 where base.value == 0xFE0F || base.value.isSkinTone {
      end -= base.length
      guard let earlier = scalar(before: end, floor: floor) else { return false }
      base = earlier
    }
    return base.value.isEmoji
  }

  /// Whether there is a standardized variation sequence of such scalars.
  private func varies(_ selector: UInt32, _ base: UInt32?, _ after: UInt32?) -> Bool {
    guard let base else { return false }
    return switch selector {
    case 0xFE0E, 0xFE0F: base.isEmoji || base.isKeycapBase && after == 0x20E3
    case 0xFE00...0xFE02: base.isIdeograph || base.isVariedSymbol
    default: false
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
  /// Whether it is hidden and not the white space that ends a word or a line.
  fileprivate var isInvisible: Bool { self > 0x20 && ScalarKind(self) == .hidden }

  fileprivate var isMarkOfDirection: Bool { self == 0x61C || self == 0x200E || self == 0x200F }

  /// Whether `Sanitizer` may have escaped this scalar, so that `unescaped` gives it back.
  var mayHaveBeenEscaped: Bool {
    guard let scalar = Unicode.Scalar(self) else { return false }
    if ScalarKind(self) == .space { return true }
    let bytes = Array(String(scalar).utf8)
    return bytes.withUnsafeBufferPointer { $0.isDeceptive((self, bytes.count), at: 0, after: 0) }
  }
}
