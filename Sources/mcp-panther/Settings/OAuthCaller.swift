/// A line of the file of callers by OAuth: `SUBJECT [FLAGS]`. A `#` begins a comment.
struct OAuthCaller {
  /// The user, exactly as the authorization server names them.
  let subject: String
  let flags: [String]

  /// Reads the lines of a file.
  ///
  /// - Throws: for a subject that stands there twice.
  static func all(in text: String) throws(UsageError) -> [OAuthCaller] {
    var callers: [OAuthCaller] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let subject = words.first, !subject.hasPrefix("#") else { continue }
      guard !callers.contains(where: { $0.subject == subject }) else {
        throw UsageError(
          "the file of \(Flag.oauthCallersFile.names): line \(number + 1): its subject stands above already")
      }
      callers.append(OAuthCaller(subject: subject, flags: Array(words.dropFirst())))
    }
    return callers
  }
}
