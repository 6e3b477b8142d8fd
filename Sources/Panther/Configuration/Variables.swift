import Foundation

/// Environment variables as people write them: quoted, padded, or never filled in.
struct Variables {
  private let environment: [String: String]

  init(_ environment: [String: String]) {
    self.environment = environment
  }

  /// The value without white space and quotes around it; nil when it is not set.
  func plain(_ name: String) -> String? {
    environment[name].map(Self.unquoted)
  }

  /// Whether a variable is on; one that is not set is off.
  func flag(_ name: String) throws(ConfigurationError) -> Bool {
    guard let word = plain(name), !word.isEmpty else { return false }
    guard let flag = Bool(word: word) else {
      throw ConfigurationError("\(name) is neither true nor false. Set it to true, or remove it.")
    }
    return flag
  }

  /// - Throws: also for plain http to another machine, which would show the token to the network.
  func url(_ name: String, allowInsecure: Bool) throws(ConfigurationError) -> InstanceURL? {
    guard let text = plain(name) else { return nil }
    try refuseUnfilled(name, text, example: "the URL of your Panther console, such as https://acme.runpanther.net")
    guard let url = InstanceURL(text) else {
      throw ConfigurationError(
        "\(name) is not the URL of a Panther instance. Set it to an https URL without user name and password, such as "
          + "https://acme.runpanther.net.")
    }
    guard url.scheme == "https" || url.isLoopback || allowInsecure else {
      throw ConfigurationError(
        "\(name) is plain http to another machine (\(url.host)), which would show the API token to the network. Use "
          + "https, or set PANTHER_ALLOW_INSECURE_INSTANCE=true if you accept that.")
    }
    return url
  }

  func token() throws(ConfigurationError) -> Token {
    let name = "PANTHER_API_TOKEN"
    guard let text = plain(name) else { return try tokenOfFile() }
    try refuseUnfilled(name, text, example: "an API token made in the Panther console under Settings > API Tokens")
    return try checked(text, from: name)
  }

  private func tokenOfFile() throws(ConfigurationError) -> Token {
    let name = "PANTHER_API_TOKEN_FILE"
    guard let path = plain(name) else {
      throw ConfigurationError(
        "PANTHER_API_TOKEN is not set. Set it to an API token made in the Panther console under Settings > API Tokens, "
          + "or set \(name) to a file that holds one.")
    }
    try refuseUnfilled(name, path, example: "the path of a file that holds the API token")
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: 65_536) else {
      throw ConfigurationError(
        "\(name) names a file that cannot be read: \(path). Check that it exists and who may read it.")
    }
    let text = Self.unquoted(String(decoding: data, as: UTF8.self))
    guard !text.isEmpty else {
      throw ConfigurationError("\(name) names a file without a token in it: \(path). Put the API token there.")
    }
    return try checked(text, from: "The file of \(name)")
  }

  private func checked(_ text: String, from place: String) throws(ConfigurationError) -> Token {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw ConfigurationError(
        "\(place) has white space, control or non-ASCII characters inside the token. Copy the token alone, in one piece."
      )
    }
    return Token(text)
  }

  private func refuseUnfilled(_ name: String, _ value: String, example: String) throws(ConfigurationError) {
    guard !value.isEmpty else { throw ConfigurationError("\(name) is blank. Set it to \(example).") }
    guard !Self.isPlaceholder(value) else {
      throw ConfigurationError(
        "\(name) still holds a placeholder, which the program that starts this server did not fill in. Set it to \(example)."
      )
    }
  }

  /// `${X}`, `$X`, `{{x}}`, `%X%`, `<your-token>`, `${user_config.x}`, `YOUR-API-KEY`.
  private static func isPlaceholder(_ value: String) -> Bool {
    let isName = { (text: Substring) in !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    let inner = value.dropFirst().dropLast()
    return value.contains("${") || value.contains("{{")
      || value.hasPrefix("$") && isName(value.dropFirst())
      || value.hasPrefix("%") && value.hasSuffix("%") && isName(inner)
      || value.hasPrefix("<") && value.hasSuffix(">")
      || value.lowercased().replacing("https://", with: "").hasPrefix("your-")
      || value.lowercased().hasPrefix("your_")
  }

  private static func unquoted(_ text: String) -> String {
    var text = text.trimmingCharacters(in: .whitespacesAndNewlines.union(.controlCharacters))
    while text.count > 1, let first = text.first, first == text.last, "\"'`".contains(first) {
      text = text.dropFirst().dropLast().trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return text
  }
}
