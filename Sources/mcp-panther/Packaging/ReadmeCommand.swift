import Foundation

/// `mcp-panther readme`: writes the generated parts of the README anew, or compares them.
enum ReadmeCommand: Subcommand {
  static let name = "readme"
  static let operands = "FILE"
  static let purpose = "write the generated parts of the README anew; --check only compares"
  static let details = """
    A part stands between <!-- generated: NAME --> and <!-- end of NAME -->, for NAME: tools, prompts, resources, flags,
    variables. Exit code 1 with --check: a part is not what the declarations say.
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard let file = invocation.operands.first else { throw UsageError("readme needs a file") }
    guard let old = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw Failure.unreadable(file)
    }
    var new = old
    for part in ReadmePart.all(of: Program(invocation.settings)) {
      guard let fresh = part.replaced(in: new) else {
        throw Failure("\(file) has no part <!-- generated: \(part.name) --> … <!-- end of \(part.name) -->")
      }
      new = fresh
    }
    guard new != old else { return 0 }
    guard invocation.flags[.check] == nil else {
      standardError("\(file) is not what the declarations say; run: mcp-panther readme \(file)")
      return 1
    }
    try new.write(toFile: file, atomically: true, encoding: .utf8)
    return 0
  }
}
