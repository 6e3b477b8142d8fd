package import Cleaning
import Foundation

extension Token {
  /// Reads the token of a file that holds nothing else.
  ///
  /// - Parameters:
  ///   - name: what names the file, for the error. The path is not shown, because people put the token itself there.
  ///   - advice: what the error says besides, where the path may be the token itself.
  /// - Throws: for a file that cannot be read, is empty, or holds what is no token.
  package init(file path: String, named name: String, advice: String = "") throws(ConfigurationError) {
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: 65_536) else {
      throw ConfigurationError(
        "the file that \(name) names cannot be read. It must hold the path of a file with the API token in it: check that "
          + "path and who may read the file. It is not shown, in case it is the token itself\(advice).")
    }
    let text = Variables.unquoted(String(decoding: data, as: UTF8.self))
    guard !text.isEmpty else {
      throw ConfigurationError("\(name) names a file without a token in it. Put the API token there.")
    }
    guard !Placeholder.isOne(text) else {
      throw ConfigurationError("\(name) names a file that still holds a placeholder. Put the API token there.")
    }
    try self.init(text, from: "The file of \(name)")
  }

  /// - Parameter place: where the text comes from, for the error.
  init(_ text: String, from place: String) throws(ConfigurationError) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw ConfigurationError(
        "\(place) has white space, control or non-ASCII characters inside the token. Copy the token alone, in one piece."
      )
    }
    self.init(text)
  }
}

extension KnownSecrets {
  /// Hides the tokens that callers have now.
  package func learn(ofCallers tokens: [Token]) {
    learn(ofCallers: tokens.map(\.value))
  }
}
