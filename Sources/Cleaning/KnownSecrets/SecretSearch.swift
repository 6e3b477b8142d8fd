/// Looks for several forms of secrets at the same time.
///
/// It skips most of a text: only four bytes in about as many as the shortest form has are looked at, and they are
/// looked up among those of all forms. So a thousand secrets take about as long as one.
struct SecretSearch: Sendable {
  /// Where four bytes, folded to a number, stand in a form.
  struct Entry {
    let block: UInt32
    let form: UInt32
    /// How many bytes of the form stand before them.
    let index: UInt32
  }

  /// The length of the shortest form in bytes.
  let shortest: Int
  private let forms: [SecretForm]
  private let hasSlashes: Bool
  /// Every place of every form, by the block that begins there.
  private let entries: [Entry]
  /// One bit for each block that there can be: whether any form has it.
  private let isKnown: [UInt64]

  init(_ forms: [SecretForm]) {
    var entries: [Entry] = []
    var isKnown = [UInt64](repeating: 0, count: 1 << 14)
    for (number, form) in forms.enumerated() {
      for index in 0...(form.pattern.count - Self.length) {
        var blocks: [UInt32] = [0]
        for place in index..<index + Self.length {
          blocks = form.bytes(at: place).flatMap { byte in blocks.map { $0 | Self.part(byte, at: place - index) } }
        }
        for block in blocks {
          entries.append(Entry(block: block, form: UInt32(number), index: UInt32(index)))
          isKnown[Int(block >> 6)] |= 1 << UInt64(block & 63)
        }
      }
    }
    (self.forms, self.isKnown) = (forms, isKnown)
    self.entries = entries.sorted { $0.block < $1.block }
    shortest = forms.map(\.pattern.count).min() ?? 0
    hasSlashes = forms.contains { $0.pattern.contains(UInt8(ascii: "/")) }
  }

  /// The number of bytes of a block.
  static var length: Int { 4 }

  /// What a byte adds to its block. Five bits are enough, and the same for a letter in both cases.
  @inline(__always)
  static func part(_ byte: UInt8, at place: Int) -> UInt32 { UInt32(byte & 0x1F) << (5 * UInt32(place)) }

  /// The block of four bytes that were read as one number.
  @inline(__always)
  static func block(_ bytes: UInt32) -> UInt32 {
    bytes & 0x1F | bytes >> 3 & 0x3E0 | bytes >> 6 & 0x7C00 | bytes >> 9 & 0xF8000
  }

  /// Where secrets stand, in order.
  func places(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var at = 0
    while true {
      at = next(in: text, from: at)
      guard at + Self.length <= text.count else { break }
      let found = candidates(text.block(at: at)).first { form, index in
        text.holds(form, from: 0, at: at - index)
      }
      if let (form, index) = found {
        let start = at - index
        places.append(text.wholePlace(of: form, start..<start + form.pattern.count))
        at = start + form.pattern.count
      } else {
        at += step
      }
    }
    let escaped = text.escapes(withSlashes: hasSlashes).compactMap { text.escapedPlace(of: self, firstEscape: $0) }
    return escaped.isEmpty ? places : (places + escaped).sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Looking at every so manyth block is enough: each form has one of them, wherever it stands.
  private var step: Int { shortest - Self.length + 1 }

  /// The next of those blocks that some form has; the end of the text, or a place after it, if there is none.
  private func next(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let (step, last) = (step, text.count - Self.length)
    return isKnown.withUnsafeBufferPointer { isKnown in
      var at = start
      while at <= last {
        let block = text.block(at: at)
        if isKnown[Int(block >> 6)] >> UInt64(block & 63) & 1 != 0 { return at }
        at += step
      }
      return text.count
    }
  }

  /// The forms that may have the four bytes of a block, and the place of the bytes in them.
  func candidates(_ block: UInt32) -> some Sequence<(form: SecretForm, index: Int)> {
    let isKnown = isKnown[Int(block >> 6)] >> UInt64(block & 63) & 1 != 0
    var (low, high) = (0, isKnown ? entries.count : 0)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].block < block { low = middle + 1 } else { high = middle }
    }
    return entries[low...].lazy.prefix { $0.block == block }.map { (forms[Int($0.form)], Int($0.index)) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The block of the four bytes here.
  @inline(__always)
  func block(at start: Int) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: start, as: UInt32.self)
    return SecretSearch.block(UInt32(littleEndian: bytes))
  }

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
