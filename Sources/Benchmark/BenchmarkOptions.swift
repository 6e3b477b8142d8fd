import Foundation

/// What the words of the command line ask for.
struct BenchmarkOptions {
  /// The server whose budgets are checked; next to this program when none is given.
  let server: [String]
  /// Another server that is measured for comparison only.
  let beside: [String]?
  /// Whether a figure over its budget is only reported.
  let onlyReports: Bool
  /// A part of the names of the measures to take; nil for all of them.
  let filter: String?

  private static let usage = """
    usage: Benchmark [--beside COMMAND] [--report] [PATH] [FILTER]

      PATH              the server to measure, a word with a slash; else the mcp-panther next to this program
      FILTER            only measures whose name contains it
      --beside COMMAND  measure another server, too, for comparison
      --report          exit with 0 even where a figure is over its budget; without it the exit code is 1 then

    The budgets are those of the shipped build (.ci/build-linux) on a quiet Linux machine with two cores.
    """

  init(_ words: [String]) throws {
    var beside: [String]?
    var onlyReports = false
    var path: String?
    var filter: String?
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      switch word {
      case "--beside":
        guard let command = rest.popFirst() else { throw BenchmarkFailure("--beside needs a command") }
        beside = command.split(separator: " ").map(String.init)
      case "--report": onlyReports = true
      case _ where word.contains("/"): path = word
      case _ where word.hasPrefix("-"): throw BenchmarkFailure(Self.usage)
      default: filter = word
      }
    }
    let neighbour = URL(fileURLWithPath: Bundle.main.executablePath ?? words.first ?? "").deletingLastPathComponent()
      .appendingPathComponent("mcp-panther").path
    server = [path ?? neighbour]
    self.beside = beside
    self.onlyReports = onlyReports
    self.filter = filter
    for command in [server, beside].compactMap(\.self) {
      guard let program = command.first, access(program, X_OK) == 0 else {
        throw BenchmarkFailure("\(command.joined(separator: " ")) cannot be run; it has to be a path")
      }
    }
  }
}
