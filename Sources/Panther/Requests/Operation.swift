package import JSON

/// A GraphQL operation.
package struct Operation: Sendable {
  /// The kind of an operation, by the word that begins its document.
  package enum Kind: String, Sendable {
    /// Changes nothing, and is sent again when that may help.
    case query
    /// Changes something, and is sent once.
    case mutation
  }

  /// Whether the operation reads or writes.
  package let kind: Kind
  /// The name of the operation, which is sent as `operationName`.
  package let name: String
  /// The text of the operation in the GraphQL language.
  package let document: String

  /// What errors call a request with this operation, such as `query Databases`.
  var requestName: String { "\(kind.rawValue) \(name)" }

  /// Makes an operation whose document was put together at run time.
  package init(_ kind: Kind, _ name: String, _ document: String) {
    self.kind = kind
    self.name = name
    self.document = document
  }

  /// Makes an operation; its kind and its name are the first two words of the document.
  ///
  /// - Parameter document: begins with `query Name` or `mutation Name`; the program stops if it does not.
  package init(_ document: String) {
    let words = document.split(maxSplits: 2) { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard words.count > 1, let kind = Kind(rawValue: String(words[0])) else {
      preconditionFailure("a document begins with its kind and name: \(document.prefix(40))")
    }
    self.init(kind, String(words[1]), document)
  }

  /// Reads a list of an answer to this operation. GraphQL may answer null for an empty one.
  ///
  /// - Throws: `unreadable` when it is missing or no list. Taken for an empty one, it would say that there is nothing.
  package func list(_ name: String, in answer: JSON?) throws(PantherError) -> [JSON] {
    switch answer?[name] {
    case .array(let items): return items
    case .null: return []
    default:
      throw PantherError(.unreadable, status: 200, message: "it sent no list `\(name)`", request: requestName)
    }
  }
}
