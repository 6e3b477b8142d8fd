import Foundation
import WebAddresses

/// What may stand as the value of a query item.
package protocol QueryValue {
  /// One per repetition of the key; none leaves the item out.
  var queryValues: [String] { get }
}

extension String: QueryValue { package var queryValues: [String] { [self] } }
extension Int: QueryValue { package var queryValues: [String] { [String(self)] } }
extension Bool: QueryValue { package var queryValues: [String] { [self ? "true" : "false"] } }
extension [String]: QueryValue { package var queryValues: [String] { self } }

extension QueryValue where Self: RawRepresentable, RawValue == String {
  package var queryValues: [String] { [rawValue] }
}

/// The items of a query string in their order. A list becomes repeated keys; nil and an empty list are not sent.
package struct Query: Sendable, Hashable {
  private struct Item: Sendable, Hashable {
    let name: String
    let value: String
  }

  private var items: [Item] = []

  package init() {}

  package var isEmpty: Bool { items.isEmpty }

  package mutating func append(_ name: String, _ value: (any QueryValue)?) {
    for text in value?.queryValues ?? [] { items.append(Item(name: name, value: text)) }
  }

  /// All values of a key.
  package func values(of name: String) -> [String] {
    items.filter { $0.name == name }.map(\.value)
  }

  /// The first value of a key; assigning replaces all its values, nil removes them.
  package subscript(name: String) -> String? {
    get { items.first { $0.name == name }?.value }
    set {
      items.removeAll { $0.name == name }
      append(name, newValue)
    }
  }
}

extension Query: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, (any QueryValue)?)...) {
    for (name, value) in elements { append(name, value) }
  }
}

// MARK: - Text

extension Query {
  /// The encoded query string, without `?`.
  package var text: String {
    items.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
  }

  /// Reads what `text` wrote.
  package init(text: String) {
    for item in text.split(separator: "&") {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      append(
        String(parts[0]).removingPercentEncoding ?? "", parts.count > 1 ? String(parts[1]).removingPercentEncoding : "")
    }
  }
}
