/// The room that is left in an answer.
struct Budget {
  /// The room that a piece of JSON text takes.
  struct Size {
    /// The number of its Unicode scalars.
    var characters: Int
    /// The bytes of both copies: the JSON itself, and the same text inside a JSON string.
    var bytes: Int

    init(_ text: [UInt8]) {
      var continuations = 0
      var escapes = 0
      for byte in text {
        if byte & 0xC0 == 0x80 { continuations += 1 }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { escapes += 1 }
      }
      characters = text.count - continuations
      bytes = 2 * text.count + escapes
    }

    /// The size of a text that is still to be written, by its number of ASCII characters.
    init(count: Int) {
      characters = count
      bytes = 2 * count
    }

    static func + (left: Size, right: Size) -> Size {
      var sum = left
      sum.characters += right.characters
      sum.bytes += right.bytes
      return sum
    }
  }

  var characters: Int
  var bytes: Int

  func fits(_ size: Size) -> Bool { size.characters <= characters && size.bytes <= bytes }

  static func - (budget: Budget, size: Size) -> Budget {
    Budget(characters: budget.characters - size.characters, bytes: budget.bytes - size.bytes)
  }

  /// A part of the room.
  static func / (budget: Budget, parts: Int) -> Budget {
    Budget(characters: budget.characters / parts, bytes: budget.bytes / parts)
  }
}
