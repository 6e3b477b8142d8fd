import Foundation

/// `mcp-panther readme`: writes the generated parts of the README and of other pages anew, or compares them.
enum ReadmeCommand: Subcommand {
  static let name = "readme"
  static let operands = "FILE…"
  static let purpose = "write the generated parts of pages anew; --check only compares"
  static let details = """
    A part stands between <!-- generated: NAME --> and <!-- end of NAME -->, for NAME: tools, prompts, resources, flags,
    variables, profiles, audit. Exit code 1 with --check: a part is not what the declarations say.
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard !invocation.operands.isEmpty else { throw UsageError("readme needs a file") }
    let parts = ReadmePart.all(of: Program(invocation.settings))
    let isChecked = invocation.flags[.check] != nil
    let results = try invocation.operands.map { try refresh($0, parts, onlyChecking: isChecked) }
    return results.max() ?? 0
  }

  private static func refresh(_ file: String, _ parts: [ReadmePart], onlyChecking: Bool) throws -> Int32 {
    guard let old = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw Failure.unreadable(file)
    }
    let here = parts.filter { $0.replaced(in: old) != nil }
    guard !here.isEmpty else { throw Failure("\(file) has no part <!-- generated: NAME --> … <!-- end of NAME -->") }
    let new = here.reduce(old) { text, part in part.replaced(in: text) ?? text }
    guard new != old else { return 0 }
    guard !onlyChecking else {
      standardError("\(file) is not what the declarations say; run: mcp-panther readme \(file)")
      return 1
    }
    try new.write(toFile: file, atomically: true, encoding: .utf8)
    return 0
  }
}
