import Foundation
import Logging
import MCP
import Stdio

/// Serves one client over standard input and output until either ends or a signal comes. It never returns.
///
/// It reads input on the thread that calls it, the main thread, which does nothing else from then on. Everything else
/// runs in tasks.
func serveOverStdio(_ program: Program) -> Never {
  // Standard output belongs to the protocol alone, so whatever else may print there goes to standard error.
  let protocolOutput = dup(STDOUT_FILENO)
  dup2(STDERR_FILENO, STDOUT_FILENO)

  if isatty(STDIN_FILENO) == 1 { standardError(Help.greeting) }
  if let problem = program.problem {
    if Terminal.isError {
      standardError("mcp-panther: \(problem)\nTry: \(Help.wayOut)")
    } else {
      program.log.warning("no call to Panther can succeed yet: \(problem) Try: \(Help.wayOut)")
    }
  }
  // A client that does not read any more is treated like one that has hung up.
  let output = LineWriter(descriptor: protocolOutput) { kill(getpid(), SIGHUP) }
  let session = Session(program.service) { output.write(line: $0) }
  program.recordStart(over: "stdio")

  let leave: @Sendable (_ reason: String) -> Never = { reason in
    output.flush(timeout: .milliseconds(500))
    program.gates.finish()
    program.recordStop(reason)
    program.log.flush()
    // Not `exit`: it would destroy the state of libraries while their threads still use it.
    _exit(0)
  }
  let signals = SignalWatcher([SIGTERM, SIGINT, SIGHUP]) { signal in
    // A client that is in a hurry kills the program two seconds after the signal.
    session.cancelAll(within: .milliseconds(1700))
    leave(Program.name(ofSignal: signal))
  }

  // `output` learns only when it writes that nobody reads any more. This thread learns it at once.
  Thread.detachNewThread {
    if hasHungUp(protocolOutput, within: -1) { kill(getpid(), SIGHUP) }
  }

  // `leave` stays outside: it never returns, so the optimizer would release the signals before it waits for input.
  withExtendedLifetime(signals) {
    var reader = LineReader(descriptor: STDIN_FILENO)
    reader.read { line in
      switch line {
      case .text(let bytes): session.receive(line: bytes)
      case .tooLong: session.refuseLine(longerThan: LineReader.limit)
      }
      // A client that has closed its end of the input does not read the output either.
      output.waitForRoom { hasHungUp(STDIN_FILENO, within: 0) }
    }
    session.finish(grace: .milliseconds(1500))
  }
  leave("end of input")
}
