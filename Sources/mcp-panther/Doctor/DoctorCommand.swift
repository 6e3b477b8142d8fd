import Cleaning
import JSON

/// `mcp-panther doctor`: what a first run needs, checked and printed.
enum DoctorCommand: Subcommand {
  static let name = "doctor"
  static let purpose = "check variables, address, token, permissions, data lake and clock"
  static let details = """
    Changes nothing. Exit code 1 when a check failed; --json for machines.

      mcp-panther doctor
      mcp-panther doctor --demo
    """

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let asJSON = invocation.flags[.json] != nil
    var findings: [Doctor.Finding] = []
    let program = Program(invocation.settings)
    await Doctor(program).examine { finding in
      let finding = Doctor.Finding(finding.check, finding.status, program.secrets.hidden(in: finding.text))
      findings.append(finding)
      if !asJSON { print(line(finding)) }
    }
    if asJSON {
      let list = findings.map { finding -> JSON in
        ["check": .string(finding.check), "status": .string(finding.status.rawValue), "text": .string(finding.text)]
      }
      print(JSON.array(list).formatted())
    }
    return findings.contains { $0.status == .failed } ? 1 : 0
  }

  /// One finding in three columns; further lines of its text stand in the third.
  private static func line(_ finding: Doctor.Finding) -> String {
    let mark =
      switch finding.status {
      case .ok: Terminal.colored("ok", .green)
      case .warning: Terminal.colored("warning", .yellow)
      case .failed: Terminal.colored("FAILED", .red)
      case .skipped: "skipped"
      }
    let text = finding.text.replacing("\n", with: "\n                      ")
    return finding.check.padded(to: 13) + mark
      + String(repeating: " ", count: 9 - min(8, finding.status.rawValue.count)) + text
  }
}
