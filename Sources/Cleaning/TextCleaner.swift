/// Goes once over the bytes of one text, for `Sanitizer`.
struct TextCleaner {
  let text: UnsafeBufferPointer<UInt8>
  private let redacts: Bool
  private var output: [UInt8] = []
  /// Everything before this place is in the output already, so no check may look at what stands before it.
  private(set) var copied = 0
  private(set) var escaped = 0
  /// What was replaced, in order.
  private(set) var secrets: [Secret] = []

  /// - Parameter text: valid UTF-8.
  init(_ text: UnsafeBufferPointer<UInt8>, redacts: Bool) {
    self.text = text
    self.redacts = redacts
  }

  /// The cleaned text, or nil where nothing had to be changed.
  var result: String? {
    guard escaped > 0 || !secrets.isEmpty else { return nil }
    return String(decoding: output + text[copied...], as: UTF8.self)
  }

  mutating func run(named name: SecretName) {
    var at = 0
    if redacts, name != .ordinary, let secret = text.secretValue(0..<text.count, of: name) {
      at = redact(secret)
    } else if redacts, let secret = text.valueToken(at: 0, 0) ?? text.netSecretAtStart() {
      at = redact(secret)
    }
    let shapes = TokenShape.index
    let stops = redacts ? Stops.redacting : Stops.plain
    while true {
      at = text.next(of: stops, from: at)
      guard at < text.count else { return }
      if text[at].mayBeginDeception {
        at = inspect(at)
      } else if text[at] == UInt8(ascii: "/"), at == 0 || text[at - 1] != 0x20 && text[at - 1] != text[at] {
        // Nearly every slash stands in a path.
        at += 1
      } else if let secret = text.secret(triggeredAt: at, after: copied, shapes: shapes) {
        at = redact(secret)
      } else {
        at += 1
      }
    }
  }

  private mutating func redact(_ secret: Secret) -> Int {
    replace(secret.range, with: secret.replacement)
    secrets.append(secret)
    return secret.range.upperBound
  }

  private mutating func inspect(_ start: Int) -> Int {
    let at = text.endOfPlain(from: start)
    guard at == start else { return at }
    let scalar = text.scalar(at: at)
    let next = at + scalar.length
    if scalar.value == 0x1F3F4 { return next + text.flagTagsLength(at: next) }
    guard text.isDeceptive(scalar, at: at, after: copied) else { return next }
    output.append(contentsOf: text[copied..<at])
    appendEscape(scalar.value)
    copied = next
    escaped += 1
    return next
  }

  private mutating func appendEscape(_ value: UInt32) {
    output.append(contentsOf: #"\u{"#.utf8)
    var shift = value == 0 ? 0 : (31 - value.leadingZeroBitCount) / 4 * 4
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: value >> UInt32(shift) & 0xF)
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
      shift -= 4
    }
    output.append(UInt8(ascii: "}"))
  }

  private mutating func replace(_ range: Range<Int>, with replacement: String) {
    output.append(contentsOf: text[copied..<range.lowerBound])
    output.append(contentsOf: replacement.utf8)
    copied = range.upperBound
  }
}

extension UInt8 {
  /// Whether this is a control character, or the first byte of scalars of which some may have to be escaped. The bytes
  /// that begin Latin, Cyrillic and some Greek letters, most ideographs and most Korean syllables are none.
  fileprivate var mayBeginDeception: Bool {
    switch self {
    case 0x00...0x08, 0x0B...0x1F, 0x7F, 0xC2, 0xCC...0xCE, 0xD2, 0xD4...0xE3, 0xEA, 0xED...0xF4: true
    default: false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The end of a run of letters and signs of two or three bytes that need no closer look.
  fileprivate func endOfPlain(from start: Int) -> Int {
    let table = ScalarTable.basic
    var at = start
    while at < count, self[at] >= 0xC0, self[at] < 0xF0 {
      let scalar = scalar(at: at)
      guard table.isPlain(scalar.value) else { break }
      at += scalar.length
    }
    return at
  }

  /// The next byte at which something may have to be done.
  fileprivate func next(of stops: [Bool], from start: Int) -> Int {
    var at = start
    while at < count, !stops[Int(self[at])] { at += 1 }
    return at
  }
}

/// For each byte, whether the scan stops there. A table takes the same short time whatever the bytes are.
private enum Stops {
  static let redacting = (0...UInt8.max).map { $0.mayBeginDeception || SecretTrigger($0) != nil }
  static let plain = (0...UInt8.max).map(\.mayBeginDeception)
}
