import Audit
import Foundation

/// `mcp-panther audit verify`: whether the chains of audit logs are what was written.
enum AuditCommand: Subcommand {
  static let name = "audit"
  static let operands = "verify FILE..."
  static let purpose = "check the chains of audit logs"
  static let details = """
    Checks every chain and names the first broken line. Of rotated files give the oldest first. Exit code 1: a line is
    not what was written; 66: a file cannot be read. A line that a full disk cut is named and breaks no chain.

    A chain shows lines that were changed, added, taken out or moved. It cannot show that its end was removed, or that
    a whole chain was removed or made anew: compare the last hash with a copy that is kept elsewhere.

      mcp-panther audit verify audit.log
      mcp-panther audit verify audit.log.1 audit.log
    """

  static var choices: [String] { ["verify"] }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    guard invocation.operands.first == "verify", invocation.operands.count > 1 else {
      throw UsageError("audit takes: \(operands)")
    }
    var verification = AuditVerification()
    for file in invocation.operands.dropFirst() {
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      var status = stat()
      guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
        throw Failure.unreadable(file, because: String(cString: strerror(descriptor < 0 ? errno : EISDIR)))
      }
      verification.read(file, descriptor: descriptor)
      close(descriptor)
    }
    show(verification)
    return verification.breaks.isEmpty ? 0 : 1
  }

  private static func show(_ verification: AuditVerification) {
    for chain in verification.chains {
      let state = chain.isIntact ? "intact" : "BROKEN"
      standardOutput("chain \(chain.id): \(state), \(chain.lines) lines, \(chain.start) to \(chain.end)")
    }
    for cut in verification.cuts { standardOutput("Cut line: \(cut)") }
    for (index, flaw) in verification.breaks.enumerated() {
      standardOutput(index == 0 ? "First broken line: \(flaw)" : "Also broken: \(flaw)")
    }
    let lines = verification.chains.reduce(0) { $0 + $1.lines }
    let cut = verification.cuts.isEmpty ? "" : ", \(verification.cuts.count) cut"
    standardOutput("\(verification.chains.count) chains, \(lines) lines, \(verification.breaks.count) broken\(cut).")
    standardOutput("Not shown by chaining: an end or a whole chain that was removed or made anew. Compare with a copy.")
  }
}
