import Foundation
import MCP

/// `mcp-panther audit verify`: checks the chains of audit logs and prints what it found.
/// - Returns: the exit code: 1 when a line is not what was written, 66 (EX_NOINPUT) when a file cannot be read.
func verifyAudit(_ files: [String]) -> Int32 {
  var verification = AuditVerification()
  for file in files {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      standardError("mcp-panther: cannot read \(file): \(String(cString: strerror(descriptor < 0 ? errno : EISDIR)))")
      return 66
    }
    verification.read(file, descriptor: descriptor)
    close(descriptor)
  }
  for chain in verification.chains {
    let state = chain.isIntact ? "intact" : "BROKEN"
    print("chain \(chain.id): \(state), \(chain.lines) lines, \(chain.start) to \(chain.end)")
  }
  for (index, flaw) in verification.breaks.enumerated() {
    print(index == 0 ? "First broken line: \(flaw)" : "Also broken: \(flaw)")
  }
  let lines = verification.chains.reduce(0) { $0 + $1.lines }
  print("\(verification.chains.count) chains, \(lines) lines, \(verification.breaks.count) broken.")
  print("Chaining cannot show that the end of a chain or a whole chain was removed or made anew: compare with a copy.")
  return verification.breaks.isEmpty ? 0 : 1
}
