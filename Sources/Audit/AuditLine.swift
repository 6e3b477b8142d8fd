import Cleaning
import Sealing
import JSON

/// A line of the audit log: one JSON object, whose last member is the hash of everything before it.
///
/// `hash` is the SHA-256, in lower-case hex, of the line's own bytes without `,"hash":"…"`: the text up to that member,
/// and the closing brace. So a line can be checked without writing its JSON anew.
enum AuditLine {
  private static let opening = Array(#","hash":""#.utf8)
  private static let closing = Array(#""}"#.utf8)
  private static let digits = 64

  /// Makes the line, without its end and without secrets.
  static func sealed(_ members: JSON.Object, hiding secrets: KnownSecrets) -> (bytes: [UInt8], hash: String) {
    let content = secrets.hidden(in: JSON.object(members).bytes)
    let hash = SHA256.hex(content)
    return (content.dropLast() + opening + hash.utf8 + closing, hash)
  }

  /// - Returns: the hash that stands in the line, and the one that should stand there; nil where the line does not end
  ///   in a hash.
  static func hashes(of line: [UInt8]) -> (carried: String, right: String)? {
    let tail = opening.count + digits + closing.count
    guard line.count > tail, line.suffix(tail).starts(with: opening), line.suffix(closing.count).elementsEqual(closing)
    else { return nil }
    let carried = String(decoding: line.suffix(digits + closing.count).prefix(digits), as: UTF8.self)
    return (carried, SHA256.hex(line.dropLast(tail) + [UInt8(ascii: "}")]))
  }
}
