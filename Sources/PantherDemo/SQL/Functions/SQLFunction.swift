import JSON

/// The scalar functions, by their lower-case names.
enum SQLFunction {
  typealias Body = @Sendable ([SQLValue]) throws -> SQLValue

  /// - Throws: `SQLError` for a name that is not known and for a wrong number of arguments.
  static func named(_ name: String, count: Int) throws -> Body {
    guard let entry = table[name] else {
      throw SQLError("Unknown function \(name.uppercased().prefix(60)), or the demo data lake does not do it")
    }
    guard entry.counts.contains(count) else {
      throw SQLError("\(name.uppercased()) does not take \(count) arguments")
    }
    return entry.body
  }

  private typealias Entry = (counts: ClosedRange<Int>, body: Body)

  private static let table: [String: Entry] = {
    var table: [String: Entry] = [:]
    for (names, counts, body) in text + control + arrays + SQLTimeFunction.all {
      for name in names { table[name] = (counts, body) }
    }
    return table
  }()

  typealias Row = (names: [String], counts: ClosedRange<Int>, body: Body)

  /// A function of texts that is null when any of them is.
  static func texts(
    _ names: String..., counts: ClosedRange<Int>, _ body: @escaping @Sendable ([String]) throws -> SQLValue
  ) -> Row {
    (
      names, counts,
      { values in
        let texts = values.compactMap(\.text)
        return texts.count == values.count ? try body(texts) : .null
      }
    )
  }

  private static var text: [Row] {
    [
      texts("lower", counts: 1...1) { .text($0[0].lowercased()) },
      texts("upper", counts: 1...1) { .text($0[0].uppercased()) },
      texts("trim", counts: 1...1) { .text(trimmed($0[0])) },
      texts("length", "len", counts: 1...1) { .int($0[0].unicodeScalars.count) },
      texts("contains", counts: 2...2) { .bool(SQLFunction.contains($0[0], $0[1])) },
      texts("startswith", counts: 2...2) { .bool($0[0].utf8.starts(with: $0[1].utf8)) },
      texts("endswith", counts: 2...2) { .bool($0[0].utf8.reversed().starts(with: $0[1].utf8.reversed())) },
      texts("split_part", counts: 3...3) { .text(try splitPart($0[0], $0[1], $0[2])) },
      texts("replace", counts: 2...3) { .text(try replace($0[0], $0[1], with: $0.count == 3 ? $0[2] : "")) },
      texts("concat", counts: 1...20) { .text(try bounded($0.joined())) },
      texts("parse_json", "try_parse_json", counts: 1...1) { SQLValue(try? JSON(parsing: $0[0])) },
      (
        ["substr", "substring"], 2...3, { try slice($0, from: Int(clamped($0[1])), count: $0.count == 3 ? $0[2] : nil) }
      ),
      (["left"], 2...2, { try slice($0, from: 1, count: $0[1]) }),
      (
        ["right"], 2...2,
        { values in
          guard let text = values[0].text, !values[1].isNull else { return .null }
          return .text(String(text.suffix(max(0, try clamped(values[1])))))
        }
      ),
    ]
  }

  private static var control: [Row] {
    [
      (["coalesce"], 1...50, { $0.first { !$0.isNull } ?? .null }),
      (["nvl", "ifnull"], 2...2, { $0[0].isNull ? $0[1] : $0[0] }),
      (["nvl2"], 3...3, { $0[0].isNull ? $0[2] : $0[1] }),
      (["zeroifnull"], 1...1, { $0[0].isNull ? .int(0) : $0[0] }),
      (["nullif"], 2...2, { try SQLArithmetic.compare($0[0], $0[1]) == 0 ? .null : $0[0] }),
      (["iff"], 3...3, { try $0[0].truth() == true ? $0[1] : $0[2] }),
      (["greatest"], 1...50, { try extreme($0) { $0 > 0 } }),
      (["least"], 1...50, { try extreme($0) { $0 < 0 } }),
      (["abs"], 1...1, { try $0[0].isNull || $0[0].asDouble() >= 0 ? $0[0] : SQLArithmetic.negate($0[0]) }),
      (["round"], 1...2, { try round($0[0], places: $0.count == 2 ? clamped($0[1]) : 0) }),
      (["floor"], 1...1, { $0[0].isNull ? .null : SQLArithmetic.whole(try $0[0].asDouble().rounded(.down)) }),
      (["ceil", "ceiling"], 1...1, { $0[0].isNull ? .null : SQLArithmetic.whole(try $0[0].asDouble().rounded(.up)) }),
      (["to_varchar", "to_char"], 1...1, { try $0[0].cast(to: .text, isTry: false) }),
      (["to_number", "to_decimal"], 1...1, { try $0[0].cast(to: .int, isTry: false) }),
      (["try_to_number"], 1...1, { try $0[0].cast(to: .int, isTry: true) }),
      (["to_double"], 1...1, { try $0[0].cast(to: .real, isTry: false) }),
      (["to_boolean"], 1...1, { try $0[0].cast(to: .bool, isTry: false) }),
      (["to_variant"], 1...1, { $0[0] }),
      (["typeof"], 1...1, { $0[0].isNull ? .null : .text($0[0].type) }),
    ]
  }

  private static var arrays: [Row] {
    [
      (
        ["array_contains"], 2...2,
        { values in
          guard case .variant(.array(let items)) = values[1] else { return .null }
          return .bool(items.contains { SQLValue($0) == values[0] })
        }
      ),
      (
        ["array_size"], 1...1,
        { values in
          guard case .variant(.array(let items)) = values[0] else { return .null }
          return .int(items.count)
        }
      ),
      (
        ["array_to_string"], 2...2,
        { values in
          guard case .variant(.array(let items)) = values[0], let separator = values[1].text else { return .null }
          return .text(try bounded(items.map { SQLValue($0).text ?? "" }.joined(separator: separator)))
        }
      ),
      (
        ["get"], 2...2,
        { values in
          guard case .variant(let json) = values[0] else { return .null }
          if case .int(let index) = values[1], let items = json.array {
            return items.indices.contains(index) ? SQLValue(items[index]) : .null
          }
          return SQLValue(json[values[1].text ?? ""])
        }
      ),
      (
        ["get_path"], 2...2,
        { values in
          guard case .variant(let json) = values[0], let path = values[1].text else { return .null }
          return SQLValue(json[path: path.split(separator: ".").map(String.init)])
        }
      ),
    ]
  }
}

extension SQLFunction {
  private static func bounded(_ text: String) throws -> String {
    guard text.utf8.count <= 100_000 else { throw SQLError("the text is too long") }
    return text
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let pattern: [Unicode.Scalar] = ["%"] + part.unicodeScalars.flatMap { ["\\", $0] } + ["%"]
    return SQLPattern.matches(Array(text.unicodeScalars), pattern)
  }

  private static func splitPart(_ text: String, _ separator: String, _ number: String) throws -> String {
    let parts = separator.isEmpty ? [text] : pieces(of: text, between: separator)
    guard let wanted = Int(number), wanted.magnitude <= parts.count else { return "" }
    return parts[wanted < 0 ? parts.count + wanted : max(0, wanted - 1)]
  }

  private static func replace(_ text: String, _ part: String, with other: String) throws -> String {
    guard !part.isEmpty else { return text }
    let parts = pieces(of: text, between: part)
    guard text.utf8.count + parts.count * other.utf8.count <= 100_000 else { throw SQLError("the text is too long") }
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

  /// A whole number that is safe to calculate with.
  static func clamped(_ value: SQLValue) throws -> Int {
    guard !value.isNull else { return 0 }
    return Int(min(max(try value.asDouble().rounded(.towardZero), -1_000_000_000), 1_000_000_000))
  }

  /// Characters from a position that counts from 1, or from the end when negative.
  private static func slice(_ values: [SQLValue], from start: Int, count: SQLValue?) throws -> SQLValue {
    guard let text = values[0].text, !values[1].isNull else { return .null }
    let characters = Array(text.unicodeScalars)
    let first = start > 0 ? start - 1 : start < 0 ? characters.count + start : 0
    let length = try count.map(clamped) ?? characters.count
    let lower = min(max(0, first), characters.count)
    let upper = min(max(lower, lower + max(0, length)), characters.count)
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: characters[lower..<upper])
    return .text(String(scalars))
  }

  private static func round(_ value: SQLValue, places: Int) throws -> SQLValue {
    guard !value.isNull else { return .null }
    if case .int = value, places >= 0 { return value }
    let number = try value.asDouble()
    guard (-15...15).contains(places) else { return .real(number) }
    let scale = (0..<abs(places)).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = places >= 0 ? (number * scale).rounded() / scale : (number / scale).rounded() * scale
    return places <= 0 ? SQLArithmetic.whole(rounded) : .real(rounded)
  }

  private static func extreme(_ values: [SQLValue], _ isBetter: (Int) -> Bool) throws -> SQLValue {
    guard var best = values.first else { return .null }
    for value in values {
      guard let order = try SQLArithmetic.compare(value, best) else { return .null }
      if isBetter(order) { best = value }
    }
    return best
  }
}
