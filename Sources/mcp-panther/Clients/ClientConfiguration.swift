import ConfigurationText
import JSON

/// What one client needs to get to this server, in the form that this client reads.
struct ClientConfiguration {
  /// The name of the server among those of the client.
  static let server = "panther"
  /// Stand for a token until a person replaces them.
  static let tokenPlaceholder = "your-panther-api-token"
  static let httpTokenPlaceholder = "your-mcp-http-token"

  /// What belongs in the client's file, or what does the same.
  let text: String
  /// The path of the client's file, or what it is where nobody can know the path; nil where the text is no part of a
  /// file.
  var file: String?
  /// What `--write` puts into the file; nil where the client's own command is better, or there is no file.
  var entry: FileEntry?
  /// The client's own command that does the same, or most of it.
  var command: String?
  /// A link that opens the client and does the same.
  var link: String?
  /// The same for a client in whose window a person fills in fields, line by line.
  var dialog: [String] = []
  /// What remains to be done as long as the entry holds certain texts.
  var needs: [Need] = []
  /// Sentences that tell a person what remains to be done in any case.
  var next: [String] = []

  /// Something that remains to be done as long as a value of the entry holds a text.
  struct Need {
    let marker: String
    let sentence: String
  }

  /// A configuration that goes into a file.
  init(_ entry: FileEntry, file: String) {
    self.init(text: entry.text, file: file)
    self.entry = entry
  }

  /// A configuration that goes into no file that is known.
  init(text: String, file: String?) {
    (self.text, self.file) = (text, file)
  }

  /// What remains to be done for an entry as it stands in the file.
  func sentences(for entry: JSON) -> [String] {
    let values = entry.strings
    return needs.filter { need in values.contains { $0.contains(need.marker) } }.map(\.sentence) + next
  }
}

/// What stands in the file of a client: the entry of this server in a list by name, and what that refers to.
struct FileEntry {
  let format: ConfigurationFormat
  /// The key of the object in which the client keeps its servers.
  let list: String
  let entry: JSON.Object
  /// Other members of the file; only lists of objects with an `id`.
  var others: JSON.Object = [:]
  /// The ids of objects in such lists, by the key of the list, that this entry needs no longer.
  var retired: [String: [String]] = [:]
  /// How a value of the file refers to such an object.
  var reference: (_ id: String) -> String = { $0 }

  /// The members of a file with nothing else.
  var members: JSON.Object {
    let servers: JSON = [ClientConfiguration.server: .object(entry)]
    return JSON.Object([(list, servers)]).merging(others)
  }

  /// The text of a file with nothing else.
  var text: String {
    // An empty text can always be changed.
    let bytes = (try? ConfigurationText([], format).changed(to: members)) ?? []
    return String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }
}

extension JSON {
  /// All texts in the value, but not the keys.
  fileprivate var strings: [String] {
    switch self {
    case .string: string.map { [$0] } ?? []
    case .array(let values): values.flatMap(\.strings)
    case .object(let object): object.members.flatMap(\.value.strings)
    default: []
    }
  }
}
