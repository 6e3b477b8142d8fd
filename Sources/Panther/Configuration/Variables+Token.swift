import Foundation

extension Variables {
  /// The API token, from its variable or else from the file that a variable names.
  func token() throws(ConfigurationError) -> Token {
    let name = "PANTHER_API_TOKEN"
    guard let text = text(name) else { return try tokenOfFile() }
    try refuseUnfilled(name, text, example: "an API token made in the Panther console under Settings > API Tokens")
    return try checked(text, from: name)
  }

  private func tokenOfFile() throws(ConfigurationError) -> Token {
    let name = "PANTHER_API_TOKEN_FILE"
    guard let path = text(name) else {
      throw ConfigurationError(
        "PANTHER_API_TOKEN is not set. Set it to an API token made in the Panther console under Settings > API Tokens, "
          + "or set \(name) to a file that holds one.")
    }
    try refuseUnfilled(name, path, example: "the path of a file that holds the API token")
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: 65_536) else {
      // People put the token itself there, so what it holds is never shown.
      throw ConfigurationError(
        "the file that \(name) names cannot be read. It must hold the path of a file with the API token in it: check that "
          + "path and who may read the file. It is not shown, in case it is the token itself, which belongs into "
          + "PANTHER_API_TOKEN.")
    }
    let text = Self.unquoted(String(decoding: data, as: UTF8.self))
    guard !text.isEmpty else {
      throw ConfigurationError("\(name) names a file without a token in it. Put the API token there.")
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
}
