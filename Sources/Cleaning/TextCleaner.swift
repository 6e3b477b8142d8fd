/// Goes once over the bytes of one text, for `Sanitizer`.
struct TextCleaner {
  let text: UnsafeBufferPointer<UInt8>
  private let redacts: Bool
  private var output: [UInt8] = []
  /// Everything before this place is in the output already, so no check may look at what stands before it.
  private(set) var copied = 0
  private(set) var escaped = 0
  private(set) var redacted = 0

  /// - Parameter text: valid UTF-8.
  init(_ text: UnsafeBufferPointer<UInt8>, redacts: Bool) {
    self.text = text
    self.redacts = redacts
  }

  /// The cleaned text, or nil where nothing had to be changed.
  var result: String? {
    guard escaped > 0 || redacted > 0 else { return nil }
    return String(decoding: output + text[copied...], as: UTF8.self)
  }

  mutating func run(named name: SecretName) {
    var at = 0
    if redacts, name != .ordinary, let secret = text.secretValue(0..<text.count, of: name) {
      at = redact(secret)
    }
    while true {
      at = redacts ? text.nextTrigger(from: at) : text.nextSuspect(from: at)
      guard at < text.count else { return }
      if text[at].mayBeginDeception {
        at = inspect(at)
      } else if let secret = text.secret(triggeredAt: at, after: copied) {
        at = redact(secret)
      } else {
        at += 1
      }
    }
  }

  private mutating func redact(_ secret: Secret) -> Int {
    replace(secret.range, with: "[redacted: \(secret.kind)]")
    redacted += 1
    return secret.range.upperBound
  }

  private mutating func inspect(_ at: Int) -> Int {
    if text.isHarmless(at: at) { return at + (text[at] < 0xE0 ? 2 : 3) }
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
  /// Whether this is a control character, or the first byte of scalars of which some have to be escaped.
  @inline(__always)
  fileprivate var mayBeginDeception: Bool {
    switch self {
    case 0x00...0x08, 0x0B...0x1F, 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0...0xF4: true
    default: false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the second byte of a scalar is enough to know that it need not be escaped, which is so in most texts.
  @inline(__always)
  fileprivate func isHarmless(at: Int) -> Bool {
    guard at + 1 < count else { return false }
    let second = self[at + 1]
    return switch self[at] {
    case 0xC2: second >= 0xA0 && second != 0xAD
    case 0xCD: second != 0x8F
    case 0xD8: second != 0x9C
    case 0xE1: second != 0x84 && second != 0x85 && second != 0x9E && second != 0xA0
    case 0xE2: second > 0x81
    case 0xE3: second != 0x85
    case 0xEF: second < 0xB7
    default: false
    }
  }

  fileprivate func nextTrigger(from start: Int) -> Int {
    var at = start
    while at < count, !(self[at].mayBeginDeception || SecretTrigger(self[at]) != nil) { at += 1 }
    return at
  }

  fileprivate func nextSuspect(from start: Int) -> Int {
    var at = start
    while at < count, !self[at].mayBeginDeception { at += 1 }
    return at
  }
}
