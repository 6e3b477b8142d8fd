import JSON

/// Ids of which a table in a narrow window shows only the beginning, and which somebody copied from there.
enum ShortIDs {
  static let hint =
    "A table in a narrow window shows only the beginning of an id: run that command again with --wide or --json, and "
    + "copy the whole id."

  /// Whether an argument for ids has a value that looks like the beginning of one.
  static func areIn(_ arguments: JSON.Object) -> Bool {
    arguments.members.contains { member in
      guard member.key.hasSuffix("_id") || member.key.hasSuffix("_ids") else { return false }
      return (member.value.array ?? [member.value]).contains { $0.string.map(isShort) ?? false }
    }
  }

  /// Whether this ends like a shortened text, or is a word with digits that is shorter than any id made by a machine.
  private static func isShort(_ text: String) -> Bool {
    guard !text.hasSuffix("…"), !text.hasSuffix("...") else { return true }
    return (8..<20).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) || byte == 0x2D
      } && text.contains(where: \.isNumber)
  }
}
