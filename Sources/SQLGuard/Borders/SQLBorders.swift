import Text

/// Which databases and tables may be read: those that every list names.
package struct SQLBorders: Sendable, Hashable {
  /// The lists, one for each who narrows: the operator, and the operator for one caller.
  private var lists: [[SQLBorder]]

  /// Reads a list, such as `panther_logs.aws_*` and `panther_lookups`.
  package init(_ words: [String]) throws(SQLBorder.Malformed) {
    var list: [SQLBorder] = []
    for word in words { list.append(try SQLBorder(word)) }
    lists = [list]
  }

  /// The tables that both let be read.
  package func narrowed(by other: SQLBorders) -> SQLBorders {
    var both = self
    both.lists += other.lists.filter { !lists.contains($0) }
    return both
  }

  /// The lists in words, the longest ones cut.
  var description: String {
    lists.map { list in
      let words = list.prefix(10).map(\.word).joined(separator: ", ")
      return list.count > 10 ? "\(words) and \(list.count - 10) more" : words
    }.joined(separator: ", and of these only ")
  }

  /// What errors and answers say of them.
  package var sentence: String { "The operator lets this server read \(description), and nothing else." }

  /// The words of each list.
  package var words: [[String]] { lists.map { $0.map(\.word) } }

  func allow(_ name: SQLTableName) -> Bool {
    lists.allSatisfy { list in list.contains { $0.holds(name) } }
  }

  /// Whether a table may be read, named as Panther names it: `aws_cloudtrail` in `panther_logs.public`.
  package func allow(table: String, in database: String) -> Bool {
    guard let home = SQLTableName.home(database) else { return false }
    return [false, true].contains { isQuoted in
      allow(
        SQLTableName(database: home.database, schema: home.schema, table: SQLName(table, isQuoted: isQuoted)))
    }
  }

  /// Whether a database can have a table that may be read.
  package func allowSomething(in database: String) -> Bool {
    guard let home = SQLTableName.home(database) else { return false }
    return lists.allSatisfy { list in list.contains { $0.reaches(home.database, home.schema) } }
  }
}

/// Databases, schemas or tables that may be read, as one word of a list: `panther_logs`, `panther_logs.aws_*`,
/// `panther_logs.public.aws_cloudtrail`.
package struct SQLBorder: Sendable, Hashable {
  /// Why a word is none.
  package struct Malformed: Error, CustomStringConvertible {
    /// The reason, and what was expected.
    package let description: String
  }

  let word: String
  private let database: SQLNamePattern
  /// Nil for any but `information_schema`, which tells the names of all tables.
  private let schema: SQLNamePattern?
  /// Nil for any.
  private let table: SQLNamePattern?

  init(_ word: String) throws(Malformed) {
    self.word = word
    var parts: [SQLNamePattern] = []
    for part in Self.parts(word) {
      guard let pattern = SQLNamePattern(part) else { throw Self.malformed(word) }
      parts.append(pattern)
    }
    guard (1...3).contains(parts.count) else { throw Self.malformed(word) }
    database = parts[0]
    switch parts.count {
    case 1: (schema, table) = (nil, nil)
    case 2 where parts[1].isSchema: (schema, table) = (parts[1], nil)
    case 2: (schema, table) = (nil, parts[1])
    default: (schema, table) = (parts[1], parts[2])
    }
  }

  private static func malformed(_ word: String) -> Malformed {
    Malformed(
      description: "takes databases and tables, such as panther_logs, panther_logs.aws_* or "
        + "panther_logs.public.aws_cloudtrail, not \(word.prefix(80))")
  }

  /// The parts between points that stand in no quotes.
  private static func parts(_ word: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for scalar in word.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == ".", !isQuoted { parts.append("") } else { parts[parts.count - 1].unicodeScalars.append(scalar) }
    }
    return parts
  }

  func holds(_ name: SQLTableName) -> Bool {
    reaches(name.database, name.schema) && table?.matches(name.table) != false
  }

  /// Whether a table in a schema can be meant.
  func reaches(_ database: SQLName, _ schema: SQLName) -> Bool {
    self.database.matches(database)
      && (self.schema?.matches(schema) ?? !schema.inCapitals.hasSameBytes(as: "INFORMATION_SCHEMA"))
  }
}

/// A part of such a word: a name, with `*` for any letters, or a name in quotes, which is taken as it stands.
struct SQLNamePattern: Sendable, Hashable {
  private let bytes: [UInt8]
  private let isExact: Bool

  /// - Returns: nil for what is no name.
  init?(_ part: String) {
    let quote = UInt8(ascii: "\"")
    var bytes = Array(part.utf8)
    isExact = bytes.first == quote
    if isExact {
      guard bytes.count > 2, bytes.last == quote, !bytes.dropFirst().dropLast().contains(quote) else { return nil }
      bytes = Array(bytes.dropFirst().dropLast())
    } else {
      let others = Set("_$-*".utf8)
      guard !bytes.isEmpty, bytes.allSatisfy({ $0.isASCIILetterOrDigit || others.contains($0) }) else { return nil }
      bytes = Array(part.inASCIICapitals.utf8)
    }
    self.bytes = bytes
  }

  /// Whether it names one of the schemas that every database has.
  var isSchema: Bool {
    ["PUBLIC", "INFORMATION_SCHEMA"].contains { matches(SQLName($0)) && !bytes.contains(Self.star) }
  }

  private static let star = UInt8(ascii: "*")

  func matches(_ name: SQLName) -> Bool {
    if isExact { return Array((name.isQuoted ? name.text : name.inCapitals).utf8) == bytes }
    return bytes == [Self.star] || name.ignoresCase && matches(Array(name.inCapitals.utf8))
  }

  /// Compares from the left; where it fails, the last star takes one letter more.
  private func matches(_ name: [UInt8]) -> Bool {
    var (at, index) = (0, 0)
    var retry: (at: Int, index: Int)?
    while index < name.count {
      if at < bytes.count, bytes[at] == Self.star {
        retry = (at, index)
        at += 1
      } else if at < bytes.count, bytes[at] == name[index] {
        at += 1
        index += 1
      } else if let last = retry {
        retry = (last.at, last.index + 1)
        (at, index) = (last.at + 1, last.index + 1)
      } else {
        return false
      }
    }
    return bytes[at...].allSatisfy { $0 == Self.star }
  }
}
