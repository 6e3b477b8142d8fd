import Cleaning
import Foundation
import Panther

NetworkVariables.secure()
// A write to a file that may not grow any more, such as the audit log, must fail, not end the process.
signal(SIGXFSZ, SIG_IGN)

do {
  // Swift reads the command line from /proc on Linux. Where that is not mounted, flags such as --read-only would be
  // lost, and nobody would notice.
  guard !CommandLine.arguments.isEmpty else {
    throw UsageError("cannot read its own command line: /proc is not mounted")
  }
  let invocation = try Invocation(
    Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment)
  let code = try await invocation.command.run(invocation)
  guard outputArrived() else { throw Failure("the output could not be written: \(String(cString: strerror(errno)))") }
  exit(code)
} catch {
  let words = Settings.secrets(in: ProcessInfo.processInfo.environment).hidden(in: "\(error)")
  let usage = error as? UsageError
  standardError("mcp-panther: \(words)" + (usage.map { "\nTry: \($0.advice)" } ?? ""))
  exit((usage != nil ? .usage : (error as? Failure)?.exitCode ?? .failed).rawValue)
}
