package import JSON

/// The form of a configuration file.
package enum ConfigurationFormat: Sendable {
  /// JSON, in which comments and commas before a closing bracket are taken, too.
  case json
  case toml
  case yaml
}

/// The text of a configuration file of another program. Single members of it can be changed, and all else stays as it
/// is, byte for byte: comments, order, indentation, line ends.
package struct ConfigurationText: Sendable {
  /// What the text says. Dates and numbers that JSON does not have are lists with a null.
  package let root: JSON.Object
  private let bytes: [UInt8]
  private let format: ConfigurationFormat
  private let form: any ConfigurationForm

  /// Reads a text; an empty one says nothing.
  /// - Throws: for a text that is not of this format, or of which something would be lost.
  package init(_ bytes: [UInt8], _ format: ConfigurationFormat) throws(ConfigurationTextError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ConfigurationTextError("there are bytes that are not UTF-8")
    }
    let form: any ConfigurationForm =
      switch format {
      case .json: try CommentedJSON(bytes)
      case .toml: try TOMLText(bytes)
      case .yaml: try YAMLDocument(bytes)
      }
    (self.bytes, self.format, self.form, root) = (bytes, format, form, form.root)
  }

  /// The text in which the members say something else.
  ///
  /// The result is read again before it is given away, so it says what was wanted or there is none.
  /// - Throws: where the members stand in a way in which they cannot be changed one by one.
  package func changed(to new: JSON.Object) throws(ConfigurationTextError) -> [UInt8] {
    let changed = try form.edits(to: new).applied(to: bytes)
    guard let said = try? ConfigurationText(changed, format).root, Self.isSame(said, new) else { throw .layout }
    return changed
  }

  /// Whether two objects have the same members, in whatever order.
  private static func isSame(_ left: JSON.Object, _ right: JSON.Object) -> Bool {
    JSON.object(left).formatted(sortedKeys: true) == JSON.object(right).formatted(sortedKeys: true)
  }
}

/// One format: how its text is read, and what has to change in it.
protocol ConfigurationForm: Sendable {
  var root: JSON.Object { get }
  func edits(to new: JSON.Object) throws(ConfigurationTextError) -> TextEdits
}

/// Why a text cannot be read or changed, and where.
package struct ConfigurationTextError: Error, Equatable, CustomStringConvertible {
  let reason: String
  /// The number of the line, from 1; nil where it is about the whole text.
  let line: Int?

  /// The line and the reason in words.
  package var description: String { line.map { "line \($0): \(reason)" } ?? reason }

  init(_ reason: String, line: Int? = nil) {
    (self.reason, self.line) = (reason, line)
  }

  /// An error at a byte of a text.
  init(_ reason: String, at place: Int, in bytes: [UInt8]) {
    self.init(reason, line: 1 + bytes[..<min(place, bytes.count)].count { $0 == UInt8(ascii: "\n") })
  }

  /// The rest of the file would be written anew.
  static let layout = ConfigurationTextError(
    "what is to be changed cannot be changed alone as it stands there. Write each entry and each of its members on a "
      + "line of its own")

  /// Others stand on the same line, and would be written anew with what is to be changed.
  static func shared(_ key: String, at place: Int, in bytes: [UInt8], write form: String) -> ConfigurationTextError {
    ConfigurationTextError(
      "all entries of \(key) stand together on this line, so none can be changed alone. Give each of them lines of its "
        + "own, below \(form)", at: place, in: bytes)
  }
}
