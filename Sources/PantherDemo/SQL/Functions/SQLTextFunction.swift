import JSON

/// The scalar functions over texts, such as LOWER and SPLIT_PART.
enum SQLTextFunction {
  static var all: [SQLFunction.Row] {
    [
      texts("lower", counts: 1...1) { .text($0[0].lowercased()) },
      texts("upper", counts: 1...1) { .text($0[0].uppercased()) },
      texts("trim", counts: 1...1) { .text(trimmed($0[0])) },
      texts("length", "len", counts: 1...1) { .int($0[0].unicodeScalars.count) },
      texts("contains", counts: 2...2) { .bool(SQLTextFunction.contains($0[0], $0[1])) },
      texts("startswith", counts: 2...2) { .bool($0[0].utf8.starts(with: $0[1].utf8)) },
      texts("endswith", counts: 2...2) { .bool($0[0].utf8.reversed().starts(with: $0[1].utf8.reversed())) },
      texts("split_part", counts: 3...3) { .text(try splitPart($0[0], $0[1], $0[2])) },
      texts("replace", counts: 2...3) { try .bounded(replace($0[0], $0[1], with: $0.count == 3 ? $0[2] : "")) },
      texts("concat", counts: 1...20) { try .bounded($0.joined()) },
      texts("parse_json", "try_parse_json", counts: 1...1) { SQLValue(try? JSON(parsing: $0[0])) },
      (
        ["substr", "substring"], 2...3,
        { try slice($0, from: Int(SQLFunction.clamped($0[1])), count: $0.count == 3 ? $0[2] : nil) }
      ),
      (["left"], 2...2, { try slice($0, from: 1, count: $0[1]) }),
      (
        ["right"], 2...2,
        { values in
          guard let text = values[0].text, !values[1].isNull else { return .null }
          return .text(String(text.suffix(max(0, try SQLFunction.clamped(values[1])))))
        }
      ),
    ]
  }

  /// A function that takes only texts, and gives null when one of its arguments is null.
  private static func texts(
    _ names: String..., counts: ClosedRange<Int>, _ body: @escaping @Sendable ([String]) throws -> SQLValue
  ) -> SQLFunction.Row {
    (
      names, counts,
      { values in
        let texts = values.compactMap(\.text)
        return texts.count == values.count ? try body(texts) : .null
      }
    )
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let pattern: [Unicode.Scalar] = ["%"] + part.unicodeScalars.flatMap { ["\\", $0] } + ["%"]
    return SQLLikePattern.matches(Array(text.unicodeScalars), pattern)
  }

  private static func splitPart(_ text: String, _ separator: String, _ number: String) throws -> String {
    let parts = separator.isEmpty ? [text] : pieces(of: text, between: separator)
    guard let wanted = Int(number), wanted.magnitude <= parts.count else { return "" }
    return parts[wanted < 0 ? parts.count + wanted : max(0, wanted - 1)]
  }

  private static func replace(_ text: String, _ part: String, with other: String) throws -> String {
    guard !part.isEmpty else { return text }
    let parts = pieces(of: text, between: part)
    guard text.utf8.count + parts.count * other.utf8.count <= SQLValue.longestText else { throw SQLError.longText }
    return parts.joined(separator: other)
  }

  private static func pieces(of text: String, between separator: String) -> [String] {
    let (bytes, wanted) = (Array(text.utf8), Array(separator.utf8))
    var pieces: [String] = []
    var (start, position) = (0, 0)
    while position + wanted.count <= bytes.count {
      if bytes[position] == wanted[0], bytes[position..<position + wanted.count].elementsEqual(wanted) {
        pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
        position += wanted.count
        start = position
      } else {
        position += 1
      }
    }
    return pieces + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  /// A part of a text, as SUBSTR gives it: positions count from 1, negative ones from the end.
  private static func slice(_ values: [SQLValue], from start: Int, count: SQLValue?) throws -> SQLValue {
    guard let text = values[0].text, !values[1].isNull else { return .null }
    let characters = Array(text.unicodeScalars)
    let first = start > 0 ? start - 1 : start < 0 ? characters.count + start : 0
    let length = try count.map(SQLFunction.clamped) ?? characters.count
    let lower = min(max(0, first), characters.count)
    let upper = min(max(lower, lower + max(0, length)), characters.count)
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: characters[lower..<upper])
    return .text(String(scalars))
  }
}
