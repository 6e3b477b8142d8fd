package import JSON
import Sealing

/// Ids that are handed out together with a code, which only a client with the same token makes.
extension PantherClient {
  /// An id and its code. Nothing in it tells of the token.
  ///
  /// - Parameter purpose: what the id is for, and for whom. The code is good for nothing else.
  package func sealed(_ id: String, for purpose: JSON) -> String {
    "\(id).\(code(of: id, purpose) ?? "")"
  }

  /// The id of a text that `sealed` made for the same purpose; nil for any other text.
  package func opened(_ text: String, for purpose: JSON) -> String? {
    guard let dot = text.lastIndex(of: "."), let code = code(of: String(text[..<dot]), purpose),
      equalInConstantTime(Array(text[text.index(after: dot)...].utf8), Array(code.utf8))
    else { return nil }
    return String(text[..<dot])
  }

  private func code(of id: String, _ purpose: JSON) -> String? {
    let bound: JSON = ["id", purpose, .string(id)]
    guard let token = try? configuration.instance().token else { return nil }
    return String(SHA256.hex(token.key(for: bound.text)).prefix(24))
  }
}
