/// A piece of text that must not be shown, and what to call it.
struct Secret {
  /// Where it stands in the text, in bytes.
  let range: Range<Int>
  /// The word for it in `[redacted: …]`.
  let kind: StaticString

  /// What stands in its place.
  var replacement: String { "[redacted: \(kind)]" }
}
