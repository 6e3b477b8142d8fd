extension Variables {
  /// The API token, from its variable or else from the file that a variable names.
  func token() throws(ConfigurationError) -> Token {
    let name = "PANTHER_API_TOKEN"
    guard let text = text(name) else { return try tokenOfFile() }
    try refuseUnfilled(name, text, example: "an API token made in the Panther console under Settings > API Tokens")
    return try Token(text, from: name)
  }

  private func tokenOfFile() throws(ConfigurationError) -> Token {
    let name = "PANTHER_API_TOKEN_FILE"
    guard let path = text(name) else {
      throw ConfigurationError(
        "PANTHER_API_TOKEN is not set. Set it to an API token made in the Panther console under Settings > API Tokens, "
          + "or set \(name) to a file that holds one.")
    }
    try refuseUnfilled(name, path, example: "the path of a file that holds the API token")
    return try Token(file: path, named: name, advice: ", which belongs into PANTHER_API_TOKEN")
  }
}
