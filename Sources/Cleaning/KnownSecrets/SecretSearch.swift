/// Looks for several forms of secrets at the same time.
///
/// It skips most of a text: two bytes that stand in no form move the search on by nearly the length of the shortest
/// one.
struct SecretSearch: Sendable {
  /// The length of the shortest form in bytes.
  let shortest: Int
  private let forms: [SecretForm]
  /// For each pair of bytes, how far the search may move on when it ends in them.
  private let shifts: [UInt16]

  init(_ forms: [SecretForm]) {
    let shortest = forms.map(\.pattern.count).min() ?? 0
    var shifts = [UInt16](repeating: UInt16(clamping: shortest - 1), count: 1024)
    for form in forms {
      for end in 1..<shortest {
        for first in form.bytes(at: end - 1) {
          for second in form.bytes(at: end) {
            let place = Self.place(first, second)
            shifts[place] = min(shifts[place], UInt16(clamping: shortest - 1 - end))
          }
        }
      }
    }
    (self.shortest, self.forms, self.shifts) = (shortest, forms, shifts)
  }

  /// The same for a letter in both cases.
  @inline(__always)
  private static func place(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 0x1F) << 5 | Int(second & 0x1F) }

  /// Where secrets stand, in order.
  func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var at = shortest - 1
    while true {
      at = end(in: text, from: at)
      guard at < text.count else { break }
      let start = at + 1 - shortest
      let form = forms.first { text.holds($0, from: 0, at: start) }
      if let form { places.append(text.wholePlace(of: form, start..<start + form.pattern.count)) }
      at += form?.pattern.count ?? 1
    }
    let escaped = text.escapes(withSlashes: forms.contains { $0.pattern.contains(UInt8(ascii: "/")) })
      .compactMap { escape in forms.lazy.compactMap { text.escapedPlace(of: $0, firstEscape: escape) }.first }
    return escaped.isEmpty ? places : (places + escaped).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Where the shortest form may end next; the end of the text, or a place after it, if nowhere.
  private func end(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    shifts.withUnsafeBufferPointer { shifts in
      var at = start
      while at < text.count {
        let shift = shifts[Self.place(text[at - 1], text[at])]
        guard shift > 0 else { return at }
        at += Int(shift)
      }
      return at
    }
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
