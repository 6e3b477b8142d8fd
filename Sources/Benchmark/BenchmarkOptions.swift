import Foundation

/// `Benchmark [--beside COMMAND] [PATH] [FILTER]`: a word with a slash is the path of the server, any other a filter.
struct Options {
  /// The server whose budgets are checked; next to this program when none is given.
  let server: [String]
  /// Another server that is measured for comparison only.
  let beside: [String]?
  /// Only measures whose name contains it.
  let filter: String?

  init(_ words: [String]) throws {
    var beside: [String]?
    var path: String?
    var filter: String?
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      switch word {
      case "--beside":
        guard let command = rest.popFirst() else { throw Failure("--beside needs a command") }
        beside = command.split(separator: " ").map(String.init)
      case _ where word.contains("/"): path = word
      case _ where word.hasPrefix("-"): throw Failure("usage: Benchmark [--beside COMMAND] [PATH] [FILTER]")
      default: filter = word
      }
    }
    let neighbour = URL(fileURLWithPath: Bundle.main.executablePath ?? words.first ?? "").deletingLastPathComponent()
      .appendingPathComponent("mcp-panther").path
    server = [path ?? neighbour]
    self.beside = beside
    self.filter = filter
    for command in [server, beside].compactMap(\.self) {
      guard let program = command.first, access(program, X_OK) == 0 else {
        throw Failure("\(command.joined(separator: " ")) cannot be run; it has to be a path")
      }
    }
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
