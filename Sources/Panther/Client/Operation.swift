/// A GraphQL operation. Its kind and name are read from the first two words of the document.
package struct Operation: Sendable {
  package enum Kind: String, Sendable {
    /// Changes nothing, and is sent again when the connection breaks.
    case query
    /// Sent once.
    case mutation
  }

  package let kind: Kind
  package let name: String
  package let document: String

  package init(_ kind: Kind, _ name: String, _ document: String) {
    self.kind = kind
    self.name = name
    self.document = document
  }

  /// - Parameter document: begins with `query Name` or `mutation Name`.
  package init(_ document: String) {
    let words = document.split(maxSplits: 2) { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard words.count > 1, let kind = Kind(rawValue: String(words[0])) else {
      preconditionFailure("a document begins with its kind and name: \(document.prefix(40))")
    }
    self.init(kind, String(words[1]), document)
  }
}
