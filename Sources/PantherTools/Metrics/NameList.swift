import JSON

extension JSON {
  /// The names of what an answer has no row for, as a fact: the first fifty, and how many more there are.
  ///
  /// - Returns: nil where there are none.
  static func names(_ names: [String]) -> JSON? {
    let most = 50
    let names = names.filter { !$0.isEmpty }
    guard !names.isEmpty else { return nil }
    let more = names.count > most ? ["… and \(names.count - most) more"] : []
    return JSON(names.prefix(most) + more)
  }
}
