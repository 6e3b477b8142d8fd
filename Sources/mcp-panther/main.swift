import Foundation

do {
  // Swift reads it from /proc on Linux; where that is not mounted, --read-only and the like would be lost in silence.
  guard !CommandLine.arguments.isEmpty else {
    throw UsageError("cannot read its own command line: /proc is not mounted")
  }
  let invocation = try Invocation(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
  // Serving blocks this thread, the only one it needs; everything else runs in tasks.
  if invocation.command is ServeCommand.Type {
    guard let http = invocation.settings.http else { serve(Program(invocation.settings)) }
    exit(try await serve(invocation.settings, over: http))
  }
  exit(try await invocation.command.run(invocation))
} catch {
  // Wrong usage: EX_USAGE of sysexits.h.
  standardError("mcp-panther: \(error)\nTry: mcp-panther --help")
  exit(64)
}
