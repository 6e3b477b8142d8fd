import MCP
import Panther
import Text

/// The names that somebody may have meant who gave one that does not exist.
enum NearNames {
  /// The most names that are offered.
  private static let most = 3

  /// The nearest of some names: those that are the same but for case and punctuation, those that contain it, and the one
  /// with the fewest other letters.
  static func of(_ name: String, among names: [String]) -> [String] {
    let names = names.unique
    let wanted = plain(name)
    guard !wanted.isEmpty else { return [] }
    let same = names.filter { plain($0) == wanted }
    guard same.isEmpty else { return Array(same.prefix(most)) }
    var near: [String] = []
    if let nearest = Names.nearest(to: name, among: names) { near.append(nearest) }
    if wanted.utf8.count > 1 { near += names.filter { plain($0).containsBytes(of: wanted) } }
    return Array(near.unique.prefix(most))
  }

  /// A sentence with the nearest names, after a space; empty where nothing is near.
  static func hint(_ name: String, among names: [String]) -> String {
    list(of(name, among: names))
  }

  /// A sentence that offers these names, after a space; empty where there are none.
  static func list(_ names: [String]) -> String {
    let near = names.map { $0.quoted(upTo: 200) }
    guard let last = near.last else { return "" }
    let list = near.count == 1 ? last : "\(near.dropLast().joined(separator: ", ")) or \(last)"
    return " Did you mean \(list)?"
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

extension PantherTool {
  /// Does a piece of work that looks something up by its name. When Panther does not find it, the error offers near names.
  ///
  /// - Parameters:
  ///   - name: the name that was given.
  ///   - names: reads the names that there are. If that fails, the error offers none.
  func offeringNames<Value>(
    near name: String, among names: () async throws -> [String], _ work: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await work()
    } catch let error as PantherError where error.kind == .notFound {
      let failure = failure(error, needing: needed)
      guard let known = try? await names() else { throw failure }
      throw ToolFailure(failure.description + NearNames.hint(name, among: known), .notFound)
    }
  }
}
