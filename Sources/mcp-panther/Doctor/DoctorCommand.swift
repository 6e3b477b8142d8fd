import Cleaning
import JSON
import TerminalText

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
    var screen = Terminal.screen(invocation)
    // One finding, one line, for whatever reads it there.
    if !Terminal.isOutput { screen.width = 1_000_000 }
    var findings: [Doctor.Finding] = []
    let program = Program(invocation.settings)
    await Doctor(program).examine { finding in
      let finding = Doctor.Finding(finding.check, finding.status, program.secrets.hidden(in: finding.text))
      findings.append(finding)
      if !asJSON { standardOutput(lines(finding, screen), on: screen) }
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
  private static func lines(_ finding: Doctor.Finding, _ screen: Screen) -> [Line] {
    let (mark, style): (String, Style) =
      switch finding.status {
      case .ok: ("ok", .green)
      case .warning: ("warning", .yellow)
      case .failed: ("FAILED", .strongRed)
      case .skipped: ("skipped", .dim)
      }
    return screen.row([(Span(finding.check), 13), (Span(mark, style), 9)], finding.text)
  }
}
