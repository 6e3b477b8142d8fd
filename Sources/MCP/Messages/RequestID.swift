package import JSON

/// A request id, kept as the JSON that it came as: `7` and `"7"` are different, and 9007199254740993 stays exact.
package struct RequestID: Hashable, Sendable {
  /// Its JSON text. These are bytes, because two `String`s can be equal and still differ in their bytes.
  package let bytes: [UInt8]
  /// The id as a value.
  package let json: JSON

  /// Reads an id.
  /// - Returns: nil unless the value is a string or an integer (MCP 2025-11-25, Basic).
  package init?(_ json: JSON) {
    switch json {
    case .string: break
    case .number(let number) where number.text.utf8.allSatisfy({ $0 != 0x2E && $0 | 0x20 != 0x65 }): break
    default: return nil
    }
    bytes = json.bytes
    self.json = json
  }

  package static func == (left: RequestID, right: RequestID) -> Bool { left.bytes == right.bytes }
  package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
