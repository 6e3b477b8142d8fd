import JSON

/// What one client needs to start this server, in the form that this client reads.
struct ClientConfiguration {
  /// What belongs in the client's file.
  let text: String
  /// The path of the client's file, or what it is where nobody can know the path.
  let file: String
  /// What `--write` merges into the file; nil where the file is not plain JSON.
  var members: JSON.Object?
  /// The client's own command that does the same, or most of it.
  var command: String?
  /// A link that opens the client and does the same.
  var link: String?
  /// Sentences that tell a person what remains to be done.
  var next: [String] = []
}
