import Foundation

/// A cursor: the place of a page in one list, as an opaque text.
enum ListCursor {
  static func text(_ kind: String, _ place: [UInt8]) -> String {
    Data(Array(kind.utf8) + [0x0A] + place).base64EncodedString()
  }

  /// The place that a cursor stands for.
  ///
  /// - Throws: `DemoError` with status 400 for another text, and for a cursor of another list.
  static func place(_ cursor: String, _ kind: String) throws -> [UInt8] {
    let prefix = Array(kind.utf8) + [0x0A]
    guard let data = Data(base64Encoded: cursor), data.starts(with: prefix) else {
      throw DemoError.badRequest("invalid cursor")
    }
    return Array(data.dropFirst(prefix.count))
  }
}
