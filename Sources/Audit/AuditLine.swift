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

  /// The first part of a line. It stands nowhere else in one but in objects among the arguments.
  private static let beginning = Array(#"{"time":""#.utf8)
  /// The most places at which a line is looked for behind another one.
  private static let mostBeginnings = 64

  /// Whether these bytes can be the first part of a line that was not written whole.
  static func isCut(_ bytes: [UInt8]) -> Bool {
    (bytes.starts(with: beginning) || beginning.starts(with: bytes)) && hashes(of: bytes) == nil
  }

  /// Where a whole line begins behind a part of another one, of which not even the line end could be written; nil where
  /// there is none.
  static func start(behindCutIn bytes: [UInt8]) -> Int? {
    guard hashes(of: bytes) != nil else { return nil }
    let places = stride(from: bytes.count - beginning.count, to: 0, by: -1).lazy
      .filter { bytes[$0...].starts(with: beginning) }
    return places.prefix(mostBeginnings).first { place in
      hashes(of: Array(bytes[place...])).map { $0.carried == $0.right } ?? false
    }
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
