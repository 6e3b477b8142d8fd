/// Looks for several forms of secrets at the same time.
///
/// It skips most of a text: two bytes that stand in no form move the search on by nearly the length of the shortest one.
struct SecretSearch: Sendable {
  /// The length of the shortest form in bytes.
  let shortest: Int
  private let forms: [SecretForm]
  /// For each pair of bytes, how far the search may move on when it ends in them.
  private let shifts: [UInt16]

  init(_ forms: [SecretForm]) {
    let shortest = forms.map(\.pattern.count).min() ?? 0
    var shifts = [UInt16](repeating: UInt16(clamping: shortest - 1), count: 4096)
    for form in forms {
      for end in 1..<shortest {
        let place = Self.place(form.pattern[end - 1], form.pattern[end])
        shifts[place] = min(shifts[place], UInt16(clamping: shortest - 1 - end))
      }
    }
    (self.shortest, self.forms, self.shifts) = (shortest, forms, shifts)
  }

  /// The same for bytes that one of the forms takes for the same.
  @inline(__always)
  private static func place(_ first: UInt8, _ second: UInt8) -> Int {
    Int(folded(first)) << 6 ^ Int(folded(second)) & 0xFFF
  }

  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8 {
    // Of letters it leaves the five bits that are the same in both cases; `-` and `_` become `+` and `/`.
    byte & 0x40 != 0 && byte != 0x5F ? byte & 0x1F : byte == 0x2D ? 0x2B : byte == 0x5F ? 0x2F : byte & 0x3F
  }

  /// Where secrets stand, in order.
  func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var at = shortest - 1
    while at < text.count {
      let shift = shifts[Self.place(text[at - 1], text[at])]
      guard shift == 0 else {
        at += Int(shift)
        continue
      }
      let start = at + 1 - shortest
      let form = forms.first { text.holds($0, from: 0, at: start) }
      if let form { places.append(text.wholePlace(of: form, start..<start + form.pattern.count)) }
      at += form?.pattern.count ?? 1
    }
    let escaped = text.escapes(withSlashes: forms.contains { $0.pattern.contains(UInt8(ascii: "/")) })
      .compactMap { escape in forms.lazy.compactMap { text.escapedPlace(of: $0, firstEscape: escape) }.first }
    return escaped.isEmpty ? places : (places + escaped).sorted { $0.lowerBound < $1.lowerBound }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a form stands here as it is, from a place in it to its end.
  func holds(_ form: SecretForm, from first: Int, to last: Int? = nil, at start: Int) -> Bool {
    let last = last ?? form.pattern.count
    guard start >= 0, start + last - first <= count else { return false }
    for index in first..<last where form.folds(self[start + index - first]) != form.pattern[index] { return false }
    return true
  }

  /// The place with what belongs to it: the characters of base64 that hold a part of the secret only, and a backslash
  /// that would escape the first character of the replacement.
  func wholePlace(of form: SecretForm, _ place: Range<Int>) -> Range<Int> {
    var (start, end) = (place.lowerBound, place.upperBound)
    if form.isBase64 {
      if start > 0, self[start - 1].isBase64 { start -= 1 }
      if end < count, self[end].isBase64 { end += 1 }
    }
    let slashes = start - self.start(of: start) { $0 == UInt8(ascii: "\\") }
    return start - slashes % 2..<end
  }
}

extension UInt8 {
  fileprivate var isBase64: Bool { isNameByte || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") }
}
