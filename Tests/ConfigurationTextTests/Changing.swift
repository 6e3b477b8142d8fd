import ConfigurationText
import JSON
import Testing

/// The text in which the member at a path says something else, or is gone.
func change(_ text: String, _ format: ConfigurationFormat, _ path: [String], _ value: JSON?) throws -> String {
  let old = try ConfigurationText(Array(text.utf8), format)
  guard case .object(let root) = set(.object(old.root), path[...], value) else { return "" }
  return String(decoding: try old.changed(to: root), as: UTF8.self)
}

private func set(_ value: JSON, _ path: ArraySlice<String>, _ new: JSON?) -> JSON {
  guard let key = path.first else { return new ?? .null }
  var object = value.object ?? [:]
  object[key] = path.count == 1 ? new : set(object[key] ?? [:], path.dropFirst(), new)
  return .object(object)
}

/// Expects that a text is refused, with these words in the reason.
func expectRefusal(
  _ text: String, _ format: ConfigurationFormat, _ words: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = #expect(throws: ConfigurationTextError.self, sourceLocation: sourceLocation) {
    try ConfigurationText(Array(text.utf8), format)
  }
  #expect(
    error?.description.contains(words) == true, "\(error?.description ?? "accepted")", sourceLocation: sourceLocation)
}

/// Whether a text has all characters of another one, in the same order.
func keeps(_ text: String, _ old: String) -> Bool {
  var rest = old.utf8[...]
  for byte in text.utf8 where rest.first == byte { rest.removeFirst() }
  return rest.isEmpty
}
