import Cleaning
import JSON
import Text

/// A file of a detection: its exact text, and the parts that answers show of it.
struct ExportedFile {
  let name: String
  let text: String
  let parts: [String]
  /// Why the file is not given, in a sentence; nil where it is.
  let refusal: String?

  /// - Parameters:
  ///   - size: the most characters of a part, in the form that it has in an answer.
  ///   - redacts: whether answers hide secrets.
  init(name: String, text: String, partsOf size: Int, redacts: Bool) {
    (self.name, self.text) = (name, text)
    parts = text.parts(of: size)
    refusal = Self.refusal(of: text, parts, redacts)
  }

  /// What an answer says of the file, without its text.
  var facts: JSON {
    var facts: JSON.Object = ["file": .string(name), "bytes": JSON(text.utf8.count)]
    if let refusal { facts["refused"] = .string(refusal) } else { facts["parts"] = JSON(parts.count) }
    return .object(facts)
  }

  /// Its parts as an answer shows them.
  var items: [JSON] {
    guard refusal == nil else { return [] }
    return parts.enumerated().map { number, text in
      ["file": .string(name), "part": JSON(number + 1), "parts": JSON(parts.count), "text": .string(text)]
    }
  }

  /// Cleaning changes what could deceive a reader, and secrets. A file with other text than the detection has would be
  /// wrong, and nobody would see it.
  private static func refusal(of text: String, _ parts: [String], _ redacts: Bool) -> String? {
    if let line = changedLine(of: text, parts, Sanitizer(redacts: false)) {
      return
        "Line \(line) has a hidden character, which answers show escaped, so the text would not be exact. Copy this "
        + "file from the Panther Console, or write the character as an escape first."
    }
    guard redacts, let line = changedLine(of: text, parts, Sanitizer(redacts: true)) else { return nil }
    return
      "Line \(line) has what looks like a secret, which this server hides, so the text would not be exact. No secret "
      + "should go into Git. If it is none, copy this file from the Panther Console; only the operator can show secrets "
      + "(--no-redact)."
  }

  /// The number of the first line that cleaning changes; nil where it changes nothing. A part is cleaned for itself, and
  /// may be changed where the whole text is not.
  private static func changedLine(of text: String, _ parts: [String], _ sanitizer: Sanitizer) -> Int? {
    if let line = sanitizer.changedLine(of: text) { return line }
    var linesBefore = 0
    for part in parts.count > 1 ? parts : [] {
      if let line = sanitizer.changedLine(of: part) { return linesBefore + line }
      linesBefore += part.utf8.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
    return nil
  }
}

extension Sanitizer {
  fileprivate func changedLine(of text: String) -> Int? {
    var sanitizer = self
    let cleaned = sanitizer.clean(text)
    guard !cleaned.hasSameBytes(as: text) else { return nil }
    return zip(text.utf8, cleaned.utf8).prefix { $0 == $1 }.reduce(1) { $1.0 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }
}

extension String {
  /// The text in parts that are at most so long in JSON, cut at line ends unless a line is longer than that.
  /// - Returns: at least one part. Joined, they are exactly this text.
  fileprivate func parts(of size: Int) -> [String] {
    var parts: [String] = []
    var (part, length) = ("", 0)
    for (line, width) in lines(of: size) {
      if length + width > size {
        parts.append(part)
        (part, length) = ("", 0)
      }
      part += line
      length += width
    }
    return parts + (parts.isEmpty || !part.isEmpty ? [part] : [])
  }

  /// The lines with their ends, and how long they are in JSON. What is longer than a part is cut between characters, and
  /// a character of too many scalars between those.
  private func lines(of size: Int) -> [(text: Substring, width: Int)] {
    var lines: [(text: Substring, width: Int)] = []
    var start = startIndex
    while start < endIndex {
      let end = utf8[start...].firstIndex(of: UInt8(ascii: "\n")).map(utf8.index(after:)) ?? endIndex
      let line = self[start..<end]
      lines += line.widthInJSON <= size ? [(line, line.widthInJSON)] : line.pieces(of: size)
      start = end
    }
    return lines
  }
}

extension Substring {
  /// The characters that it takes inside a JSON text.
  fileprivate var widthInJSON: Int { unicodeScalars.reduce(0) { $0 + $1.widthInJSON } }

  fileprivate func pieces(of size: Int) -> [(text: Substring, width: Int)] {
    var pieces: [(text: Substring, width: Int)] = []
    var (start, length) = (startIndex, 0)
    func add(from piece: Index, _ width: Int) {
      if length + width > size {
        pieces.append((self[start..<piece], length))
        (start, length) = (piece, 0)
      }
      length += width
    }
    for place in indices {
      let character = self[place...place]
      let width = character.widthInJSON
      if width <= size {
        add(from: place, width)
      } else {
        for scalar in character.unicodeScalars.indices { add(from: scalar, unicodeScalars[scalar].widthInJSON) }
      }
    }
    return pieces + [(self[start...], length)]
  }
}

extension Unicode.Scalar {
  /// The characters that it takes inside a JSON text.
  fileprivate var widthInJSON: Int {
    switch self {
    case "\n", "\t", "\r", "\"", "\\": 2
    case _ where value < 0x20: 6
    default: 1
    }
  }
}
