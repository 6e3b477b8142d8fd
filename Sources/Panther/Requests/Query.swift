import WebAddresses

/// The items of a query string in their order. A list becomes repeated keys; nil and an empty list are not sent.
package struct Query: Sendable, Hashable {
  private struct Item: Sendable, Hashable {
    let name: String
    let value: String
  }

  private var items: [Item] = []

  /// Makes a query without items.
  package init() {}

  /// Whether there are no items.
  package var isEmpty: Bool { items.isEmpty }

  /// Adds an item at the end; nil and an empty list add nothing.
  package mutating func append(_ name: String, _ value: (any QueryValue)?) {
    for text in value?.queryValues ?? [] { items.append(Item(name: name, value: text)) }
  }
}

extension Query: ExpressibleByDictionaryLiteral {
  /// Makes a query of keys and their values, in the order of the literal.
  package init(dictionaryLiteral elements: (String, (any QueryValue)?)...) {
    for (name, value) in elements { append(name, value) }
  }
}

extension Query {
  /// The query string, percent-encoded, without `?`.
  package var text: String {
    items.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
  }
}
