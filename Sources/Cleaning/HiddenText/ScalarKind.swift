/// What a scalar is, whatever stands around it, as far as it can hide text.
enum ScalarKind: UInt8 {
  /// Can be seen, and stands for itself.
  case plain = 0
  /// Is drawn over the scalar before it.
  case mark = 1
  /// Cannot be seen, or has no meaning that readers agree on. Some of these belong to ordinary text in certain places,
  /// which `isDeceptive` knows.
  case hidden = 2
  /// A space that is hardly ever written. Beside another space, it looks no different from a single one.
  case space = 3

  /// The kind of a scalar by its value.
  @inline(__always)
  init(_ value: UInt32) {
    switch value {
    // Dashes, quotation marks and the ellipsis, which stand in the program's own sentences: a client that only starts it
    // and asks what it is shall not wait for the table.
    case 0x2010...0x2027: self = .plain
    case 0..<0x10000: self = ScalarTable.basic[value]
    // Emoji. Newer ones than this Swift knows are in these blocks, too, and are no hidden text.
    case 0x1F000...0x1FAFF: self = .plain
    // Tags, selectors and private use; everything else is not assigned.
    case 0xE0000...: self = .hidden
    default: self.init(propertiesOf: value)
    }
  }

  /// The rule by which all others are made: the classes of the Unicode Character Database say what cannot be seen, so
  /// that scalars of later versions fall under it, too.
  ///
  /// It takes 100 ns, which is too slow for every letter of a text.
  init(propertiesOf value: UInt32) {
    guard let properties = Unicode.Scalar(value)?.properties else {
      self = .hidden
      return
    }
    switch properties.generalCategory {
    case .spaceSeparator: self = value == 0x20 || value == 0xA0 || value == 0x3000 ? .plain : .space
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: self = .hidden
    // Of the format characters, those that nobody has to draw. The others are signs that stand above or below Arabic
    // numbers and the like.
    case .format: self = properties.isDefaultIgnorableCodePoint || value.isBlank ? .hidden : .plain
    case .nonspacingMark, .enclosingMark:
      self = properties.isDefaultIgnorableCodePoint || value.isBlank ? .hidden : .mark
    default: self = properties.isDefaultIgnorableCodePoint || value.isBlank ? .hidden : .plain
    }
  }
}

extension UInt32 {
  /// Whether it is a space of any width, or ends a line.
  var isWhiteSpace: Bool {
    switch self {
    case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000: true
    default: ScalarKind(self) == .space
    }
  }

  /// Whether a mark is drawn through or around the scalar before it, which it can make another one.
  var coversLetter: Bool {
    switch self {
    case 0x334...0x338, 0x488...0x489, 0x1ABE, 0x20D2...0x20D3, 0x20D8...0x20DA, 0x20DD...0x20E0, 0x20E2,
      0x20E4...0x20E6, 0x20EA...0x20EB, 0xA670...0xA672:
      true
    default: false
    }
  }

  /// Signs that mathematics writes struck through, as in `≠`.
  var isMathematical: Bool {
    switch self {
    case 0x3C...0x3E, 0x7C, 0x2190...0x22FF, 0x27C0...0x2AFF: true
    default: false
    }
  }

  /// Scalars that look like nothing, though Unicode has no class for that: the placeholder for an object, interlinear
  /// annotations, Braille without dots, controls of Egyptian hieroglyphs, the Khitan filler, the note without a head.
  fileprivate var isBlank: Bool {
    switch self {
    case 0x2800, 0xFFF9...0xFFFC, 0x13430...0x13440, 0x16FE4, 0x1D159: true
    default: false
    }
  }
}

/// The kinds of the first 65,536 scalars, which nearly all text is made of.
struct ScalarTable {
  /// Made when the first text needs it, in 2 ms.
  static let basic = ScalarTable()

  /// Two bits for each scalar.
  private var kinds: [UInt8] = Array(repeating: 0, count: 0x10000 / 4)

  private init() {
    for value in 0..<0x10000 {
      switch value {
      // Ideographs and syllables, all of them alike, take most of the room.
      case 0x3400...0x9FFF, 0xAC00...0xD7A3: continue
      default: kinds[value >> 2] |= ScalarKind(propertiesOf: UInt32(value)).rawValue << UInt8((value & 3) * 2)
      }
    }
  }

  @inline(__always)
  subscript(value: UInt32) -> ScalarKind {
    ScalarKind(rawValue: bits(value)) ?? .plain
  }

  @inline(__always)
  func isPlain(_ value: UInt32) -> Bool { bits(value) == ScalarKind.plain.rawValue }

  @inline(__always)
  private func bits(_ value: UInt32) -> UInt8 {
    kinds[Int(value >> 2)] >> UInt8(truncatingIfNeeded: (value & 3) * 2) & 3
  }
}
