import Foundation

/// Environment variables as people write them: quoted, padded, or never filled in.
struct Variables {
  private let environment: [String: String]

  init(_ environment: [String: String]) {
    self.environment = environment
  }

  /// The value without the white space and the quotes around it; nil when the variable is not set.
  func text(_ name: String) -> String? {
    environment[name].map(Self.unquoted)
  }

  /// Whether a variable is on. One that is not set, or is blank, is off.
  func flag(_ name: String) throws(ConfigurationError) -> Bool {
    guard let word = text(name), !word.isEmpty else { return false }
    guard let flag = Bool(word: word) else {
      throw ConfigurationError("\(name) is neither true nor false. Set it to true, or remove it.")
    }
    return flag
  }

  /// The URL that a variable holds; nil when it is not set.
  ///
  /// - Throws: also for plain http to another machine, which would show the token to the network.
  func url(_ name: String, allowInsecure: Bool) throws(ConfigurationError) -> InstanceURL? {
    guard let text = text(name) else { return nil }
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

  /// Refuses a value that is blank or a placeholder, and says what belongs there.
  func refuseUnfilled(_ name: String, _ value: String, example: String) throws(ConfigurationError) {
    guard !value.isEmpty else { throw ConfigurationError("\(name) is blank. Set it to \(example).") }
    guard !Placeholder.isOne(value) else {
      throw ConfigurationError(
        "\(name) still holds a placeholder, which the program that starts this server did not fill in. Set it to \(example)."
      )
    }
  }

  /// Made once, because variables are read for every call.
  private static let blanks = CharacterSet.whitespacesAndNewlines.union(.controlCharacters)

  static func unquoted(_ text: String) -> String {
    var text = text.trimmingCharacters(in: blanks)
    while text.count > 1, let first = text.first, first == text.last, "\"'`".contains(first) {
      text = text.dropFirst().dropLast().trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return text
  }
}
