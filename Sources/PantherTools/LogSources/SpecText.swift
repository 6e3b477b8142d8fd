import JSON
import Text

/// Reads the part of YAML that schemas of log types are written in: mappings and lists by their indentation, with texts
/// on one or several lines. A text that is anything else is not read at all, so nothing is guessed.
struct SpecText {
  private var lines: [(indent: Int, text: Substring)] = []
  private var at = 0
  private static let mostDepth = 100

  /// The specification as a value; nil where it cannot be read. Panther also takes specifications in JSON.
  static func read(_ text: String) -> JSON? {
    if let value = try? JSON(parsing: Array(text.utf8)), value.object != nil { return value }
    var reader = SpecText()
    for line in text.split(whereSeparator: \.isNewline) {
      let content = line.drop { $0 == " " }
      guard let first = content.first, first != "#", content != "---" else { continue }
      // A tab is no indentation in YAML.
      guard first != "\t" else { return nil }
      reader.lines.append((line.utf8.count - content.utf8.count, content))
    }
    guard let value = reader.node(0), reader.at == reader.lines.count else { return nil }
    return value
  }

  private var line: (indent: Int, text: Substring)? { at < lines.count ? lines[at] : nil }
  private static func isItem(_ text: Substring) -> Bool { text == "-" || text.hasPrefix("- ") }

  private mutating func node(_ depth: Int) -> JSON? {
    guard depth < Self.mostDepth, let line else { return nil }
    return Self.isItem(line.text) ? list(line.indent, depth) : mapping(line.indent, depth)
  }

  private mutating func list(_ indent: Int, _ depth: Int) -> JSON? {
    var items: [JSON] = []
    while let line, line.indent == indent, Self.isItem(line.text) {
      let content = line.text.dropFirst().drop { $0 == " " }
      if content.isEmpty {
        guard let item = below(indent, depth) else { return nil }
        items.append(item)
      } else if content.first == "{" {
        return nil
      } else if Self.isItem(content) || Self.key(of: content) != nil {
        // What follows the dash is the first line of a block of its own.
        lines[at] = (indent + line.text.utf8.count - content.utf8.count, content)
        guard let item = node(depth + 1) else { return nil }
        items.append(item)
      } else {
        items.append(scalar(content, indent))
      }
    }
    return .array(items)
  }

  private mutating func mapping(_ indent: Int, _ depth: Int) -> JSON? {
    var members: [(String, JSON)] = []
    while let line, line.indent == indent, !Self.isItem(line.text) {
      guard let (key, rest) = Self.key(of: line.text) else { return nil }
      if rest.isEmpty || rest.first == "#" {
        guard let value = below(indent, depth) else { return nil }
        members.append((key, value))
      } else {
        members.append((key, scalar(rest, indent)))
      }
    }
    return members.isEmpty ? nil : .object(JSON.Object(members))
  }

  /// The block under a line that has nothing but a key or a dash. A list may stand under its key without indentation.
  private mutating func below(_ indent: Int, _ depth: Int) -> JSON? {
    let isKey = !Self.isItem(lines[at].text)
    at += 1
    guard let next = line, next.indent > indent || isKey && next.indent == indent && Self.isItem(next.text) else {
      return .null
    }
    return node(depth + 1)
  }

  /// A text. Its further lines stand deeper; they are passed over, because only descriptions have them.
  private mutating func scalar(_ text: Substring, _ indent: Int) -> JSON {
    at += 1
    while let line, line.indent > indent { at += 1 }
    return .string(Self.unquoted(text))
  }

  /// The key that a line begins with, and what follows it on the line.
  private static func key(of text: Substring) -> (String, Substring)? {
    guard let colon = text.indices.first(where: { text[$0] == ":" && isEnd(text[text.index(after: $0)...]) }) else {
      return nil
    }
    return (unquoted(text[..<colon]), text[text.index(after: colon)...].drop { $0 == " " })
  }

  private static func isEnd(_ rest: Substring) -> Bool { rest.isEmpty || rest.first == " " }

  private static func unquoted(_ text: Substring) -> String {
    if let quote = text.first, quote == "\"" || quote == "'" {
      return String(text.dropFirst().prefix { $0 != quote })
    }
    let comment = text.firstRange(of: " #")
    var content = (comment.map { text[..<$0.lowerBound] } ?? text).utf8
    // Bytes, because finding characters from the end takes the square of a text of flags.
    while content.last == UInt8(ascii: " ") { content.removeLast() }
    return String(Substring(content))
  }
}
