/// How many cells of a terminal a text takes.
extension StringProtocol where SubSequence == Substring {
  var displayWidth: Int {
    utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.displayWidth }
  }

  /// The text, cut so that it fits; what stands for the rest is in its width.
  func fitted(to width: Int, ellipsis: String) -> String {
    guard displayWidth > width else { return String(self) }
    let room = width - ellipsis.displayWidth
    guard room > 0 else { return String(prefix(ofWidth: width)) }
    return prefix(ofWidth: room) + ellipsis
  }

  /// The same for a value in a cell: what tells it from others stays. That is the end of an ARN or a path, and both
  /// ends of an address.
  func fittedAsValue(to width: Int, ellipsis: String) -> String {
    guard displayWidth > width, !contains(" ") else { return fitted(to: width, ellipsis: ellipsis) }
    let room = width - ellipsis.displayWidth
    guard room > 1 else { return fitted(to: width, ellipsis: ellipsis) }
    if hasPrefix("arn:") || first == "/" { return ellipsis + suffix(ofWidth: room) }
    guard contains("@") || contains("://") else { return fitted(to: width, ellipsis: ellipsis) }
    return prefix(ofWidth: room - room / 2) + ellipsis + suffix(ofWidth: room / 2)
  }

  /// As much of the end as fits.
  private func suffix(ofWidth width: Int) -> Substring {
    var (start, left) = (endIndex, width)
    while start > startIndex {
      let before = index(before: start)
      left -= self[before].displayWidth
      guard left >= 0 else { break }
      start = before
    }
    return self[start...]
  }

  /// As much of the beginning as fits.
  func prefix(ofWidth width: Int) -> Substring {
    var (end, left) = (startIndex, width)
    while end < endIndex {
      left -= self[end].displayWidth
      guard left >= 0 else { break }
      end = index(after: end)
    }
    return self[..<end]
  }
}

extension Character {
  var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first, !first.isASCII || scalars.count > 1 else { return 1 }
    // An emoji of several scalars, such as a family or a flag, is one picture.
    if first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    // The vowels and ends of a Korean syllable that is written in parts.
    default: (0x1160...0x11FF).contains(value) ? 0 : isWide ? 2 : 1
    }
  }

  /// Whether Unicode calls it wide or full-width (UAX #11), but for emoji.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
