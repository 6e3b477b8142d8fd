package import JSON

/// Where one member of a mapping in block style stands in a text.
package struct YAMLPlace: Sendable {
  /// A place in a text, which keeps its meaning whatever ends the lines.
  package struct Position: Sendable {
    /// The number of the line, from 0.
    package let line: Int
    /// The number of bytes before it on the line.
    package let column: Int
  }

  /// The key of the member.
  package let key: String
  /// How many mappings and lists the member's own mapping stands in.
  package let depth: Int
  /// The first byte of the key.
  package let start: Position
  /// The place after the colon.
  package let colon: Position
  /// The place after the value, perhaps with spaces and empty lines before it.
  package let end: Position
}

extension YAML {
  /// Reads a text as `read` does, and finds the members of its mappings in block style, in their order.
  /// - Throws: `YAMLError`, for what `read` refuses.
  package static func outline(of text: String) throws(YAMLError) -> (value: JSON, members: [YAMLPlace]) {
    let bytes = try YAMLSource.document(of: text)
    var reader = YAMLReader(bytes, .typed)
    let value = try reader.document()
    let lines = [0] + bytes.indices.filter { bytes[$0] == Byte.newline }.map { $0 + 1 }
    func position(_ place: Int) -> YAMLPlace.Position {
      var (low, high) = (0, lines.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if lines[middle] <= place { low = middle } else { high = middle }
      }
      return YAMLPlace.Position(line: low, column: place - lines[low])
    }
    return (
      value,
      reader.outline.map { member in
        YAMLPlace(
          key: member.key, depth: member.depth, start: position(member.start), colon: position(member.colon),
          end: position(member.end))
      }
    )
  }
}
