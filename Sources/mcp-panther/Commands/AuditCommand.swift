import Audit
import Foundation
import JSON
import MCP

/// `mcp-panther audit`: checks audit logs, and prints what Panther needs to read them.
enum AuditCommand: Subcommand {
  static let name = "audit"
  static let operands = "verify FILE... | schema | detection [yml|py|json]"
  static let purpose = "check audit logs, or print their log schema and a detection for Panther"
  static let details = """
    verify checks every chain and names the first broken line. Of rotated files it reads the oldest first: audit.log.2,
    audit.log.1, audit.log, whatever order they are given in; files with other names in the order that is given. A line
    that a full disk cut is named and breaks no chain. Exit code 1: a line is not what was written, or an expected hash
    is missing; 66: a file cannot be read.

    A chain shows lines that were changed, added, taken out or moved. By itself it cannot show that its end was removed,
    or that a whole chain was removed or made anew: keep the last hashes elsewhere, and give them with --expect later.

    schema prints a log schema, and detection a rule for Panther with its unit tests: both files, or one of them; json
    prints the arguments of test_detection and save_detection.

      mcp-panther audit verify audit.log*
      mcp-panther audit verify audit.log --expect 1c7a0e…
      mcp-panther audit schema > custom_mcppanther.yml
      mcp-panther audit detection json | mcp-panther call test_detection -
    """

  private enum Choice: String, CaseIterable {
    case verify, schema, detection
  }

  static var choices: [String] { Choice.allCases.map(\.rawValue) }

  static func run(_ invocation: Invocation) async throws -> Int32 {
    let (choice, rest) = (invocation.operands.first.flatMap(Choice.init), Array(invocation.operands.dropFirst()))
    guard choice == .verify || invocation.flags[.expect] == nil else {
      throw UsageError("\(Flag.expect.rawValue) belongs to audit verify")
    }
    switch (choice, rest.count, rest.first) {
    case (.verify, 1..., _): return try verify(RotatedFiles.oldestFirst(rest), expecting: try expected(invocation))
    case (.schema, 0, _): standardOutput(AuditFormat.schema.trimmed)
    case (.detection, 0, _):
      standardOutput("# \(AuditDetection.metadataFile)\n\(AuditDetection.metadata)")
      standardOutput("# \(AuditDetection.codeFile)\n\(AuditDetection.code.trimmed)")
    case (.detection, 1, "yml"): standardOutput(AuditDetection.metadata.trimmed)
    case (.detection, 1, "py"): standardOutput(AuditDetection.code.trimmed)
    case (.detection, 1, "json"): standardOutput(JSON.object(AuditDetection.arguments).formatted())
    default: throw UsageError("audit takes: \(operands)", advice: "mcp-panther help audit")
    }
    return ExitCode.done.rawValue
  }

  // MARK: Verifying

  private static func expected(_ invocation: Invocation) throws(UsageError) -> Set<String> {
    let hashes = invocation.settings.values.list(.expect).map { $0.lowercased() }
    if let other = hashes.first(where: { $0.utf8.count != 64 || !$0.allSatisfy(\.isHexDigit) }) {
      throw UsageError("\(Flag.expect.rawValue) takes hashes of 64 hexadecimal digits, not \(other.prefix(80))")
    }
    return Set(hashes)
  }

  private static func verify(_ files: [String], expecting hashes: Set<String>) throws -> Int32 {
    var verification = AuditVerification(expecting: hashes)
    for file in files {
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      var status = stat()
      guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
        throw Failure.unreadable(file, because: String(cString: strerror(descriptor < 0 ? errno : EISDIR)))
      }
      defer { close(descriptor) }
      guard !isCompressed(descriptor) else {
        throw Failure.unreadable(file, because: "it is compressed; give the output of zcat as /dev/stdin")
      }
      verification.read(file, descriptor: descriptor)
    }
    if files.count > 1 { standardOutput("Read in this order: \(files.joined(separator: ", "))") }
    show(verification)
    for hash in hashes.sorted() {
      standardOutput(
        verification.missing.contains(hash)
          ? "MISSING: no line has the expected hash \(hash): lines were removed, or stand in a file that was not given"
          : "Found: the line with the expected hash \(hash)")
    }
    return verification.breaks.isEmpty && verification.missing.isEmpty ? 0 : 1
  }

  /// Whether the file begins like one of gzip; false for a pipe.
  private static func isCompressed(_ descriptor: Int32) -> Bool {
    var start: [UInt8] = [0, 0]
    return pread(descriptor, &start, 2, 0) == 2 && start == [0x1F, 0x8B]
  }

  private static func show(_ verification: AuditVerification) {
    for chain in verification.chains {
      let state = chain.isIntact ? "intact" : "BROKEN"
      standardOutput("chain \(chain.id): \(state), \(chain.lines) lines, \(chain.start) to \(chain.end)")
      switch chain.ending {
      case .unsaid: break
      case .open: standardOutput("  its server has not stopped: it runs, was killed, or the end was removed")
      case .stopped: standardOutput("  its server stopped")
      }
      if chain.unread > 0 {
        standardOutput(
          "  its beginning was NOT checked: \(chain.unread) lines before it are in older files, or removed")
      }
      standardOutput("  last hash \(chain.hash)")
    }
    for cut in verification.cuts { standardOutput("Cut line: \(cut)") }
    for (index, flaw) in verification.breaks.enumerated() {
      standardOutput(index == 0 ? "First broken line: \(flaw)" : "Also broken: \(flaw)")
    }
    let lines = verification.chains.reduce(0) { $0 + $1.lines }
    let cut = verification.cuts.isEmpty ? "" : ", \(verification.cuts.count) cut"
    standardOutput("\(verification.chains.count) chains, \(lines) lines, \(verification.breaks.count) broken\(cut).")
    standardOutput(
      "Not shown by chaining: an end or a whole chain that was removed or made anew. Keep the last hashes elsewhere.")
  }
}
