import Foundation
import JSON
import Synchronization
import TestSupport
import Testing

/// The built program, with its standard streams in the test's hands. It is killed when it is released.
final class ServerProcess: Sendable {
  private struct State {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var outputHasEnded = false
    var errorsHaveEnded = false
    var status: Int32?
  }

  /// Shared with the threads, which must not keep the process alive.
  private final class Streams: Sendable {
    let state = Mutex(State())
  }

  private let streams = Streams()
  private let input: Mutex<Int32?>
  private let output: Int32
  /// Kept, because a `Process` that is released may not report its end.
  private let running: Mutex<Process>
  let process: Int32

  /// - Parameters:
  ///   - environment: all that the program gets, besides what it needs to be loaded.
  ///   - directory: where the program starts; nil for where the tests run.
  ///   - readsOutput: whether standard output is read from the start.
  ///   - errors: where standard error goes instead of being read.
  init(
    _ arguments: [String] = [], environment: [String: String] = [:], directory: String? = nil, readsOutput: Bool = true,
    errors: Int32? = nil
  ) throws {
    BrokenPipes.ignore()
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(filePath: directory) }
    let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
    process.environment = inherited.merging(environment) { $1 }
    let (input, output, problems) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors.map { FileHandle(fileDescriptor: $0, closeOnDealloc: false) } ?? problems
    process.terminationHandler = { [streams] process in
      let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
      streams.state.withLock { $0.status = status }
    }
    try process.run()
    self.process = process.processIdentifier
    // Copies of the descriptors, so that no `Pipe` closes them when it is released.
    self.input = Mutex(dup(input.fileHandleForWriting.fileDescriptor))
    self.output = dup(output.fileHandleForReading.fileDescriptor)
    let errorReader = errors == nil ? dup(problems.fileHandleForReading.fileDescriptor) : nil
    for pipe in [input, output, problems] {
      try? pipe.fileHandleForWriting.close()
      try? pipe.fileHandleForReading.close()
    }
    running = Mutex(process)
    if readsOutput { readOutput() }
    if let errorReader {
      Self.read(errorReader) { [streams] bytes in
        streams.state.withLock { state in
          state.errors += bytes
          if bytes.isEmpty { state.errorsHaveEnded = true }
        }
      }
    } else {
      streams.state.withLock { $0.errorsHaveEnded = true }
    }
  }

  deinit {
    if streams.state.withLock({ $0.status == nil }) { kill(process, SIGKILL) }
    closeInput()
  }

  static func program() throws -> URL { try BuiltProgram.url() }

  // MARK: Input

  func write(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    guard let input = input.withLock(\.self) else { return }
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(input, UnsafeRawBufferPointer(rebasing: $0[sent...]).baseAddress, $0.count - sent)
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Sends lines, each with its end.
  func send(_ lines: String...) {
    write(lines.map { $0 + "\n" }.joined().utf8)
  }

  func closeInput() {
    input.withLock { input in
      if let input { close(input) }
      input = nil
    }
  }

  /// Closes the reading end of its output. Only for a process whose output is not being read.
  func closeOutput() {
    close(output)
  }

  // MARK: Output

  /// Reads output from now on.
  func readOutput() {
    Self.read(output) { [streams] bytes in
      streams.state.withLock { state in
        state.output += bytes
        if bytes.isEmpty { state.outputHasEnded = true }
      }
    }
  }

  /// Reads to the end on a thread of its own, then closes the descriptor. The end is given as no bytes.
  private static func read(_ descriptor: Int32, _ take: @escaping @Sendable ([UInt8]) -> Void) {
    Thread.detachNewThread {
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = Foundation.read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        take(Array(chunk[..<count]))
      }
      close(descriptor)
      take([])
    }
  }

  var text: String { String(decoding: streams.state.withLock(\.output), as: UTF8.self) }
  var errors: String { String(decoding: streams.state.withLock(\.errors), as: UTF8.self) }

  /// The number of whole lines so far.
  var lineCount: Int { streams.state.withLock { $0.output.count { $0 == 0x0A } } }

  /// The whole lines so far, each as JSON; null for a line that is not JSON.
  var messages: [JSON] {
    let output = streams.state.withLock(\.output)
    guard let end = output.lastIndex(of: 0x0A) else { return [] }
    return output[..<end].split(separator: 0x0A, omittingEmptySubsequences: false).map {
      (try? JSON(parsing: $0)) ?? .null
    }
  }

  // MARK: Waiting

  /// Waits until something is found, for 40 seconds and more.
  @discardableResult
  func wait<Value>(for what: String, _ find: () -> Value?) async throws -> Value {
    for _ in 0..<8_000 {
      if let found = find() { return found }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw TimedOut(what: what, output: String(text.suffix(2_000)), errors: String(errors.suffix(2_000)))
  }

  struct TimedOut: Error {
    let what: String
    let output: String
    let errors: String
  }

  func answer(_ id: JSON) async throws -> JSON {
    try await wait(for: "the answer to \(id.text)") { messages.first { $0["id"] == id && $0["method"] == nil } }
  }

  /// Waits for the exit code, which is negative for a signal, and until all output was read.
  @discardableResult
  func exit() async throws -> Int32 {
    try await wait(for: "its end") {
      streams.state.withLock { $0.outputHasEnded && $0.errorsHaveEnded ? $0.status : nil }
    }
  }

  /// Waits for the exit code of a process whose output is not read.
  func exitUnread() async throws -> Int32 {
    try await wait(for: "its end") { streams.state.withLock(\.status) }
  }
}

/// Messages as text.
enum Message {
  static let initialize = legacyInitialize("2025-11-25")
  static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
  private static let meta =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

  static func legacyInitialize(_ revision: String) -> String {
    #"{"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"\#(revision)","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#
  }

  static func modern(_ id: Int, _ method: String, _ params: String = "") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(meta)\#(params.isEmpty ? "" : ",\(params)")}}"#
  }

  static func call(_ id: Int, _ tool: String, _ arguments: JSON.Object = [:]) -> String {
    modern(id, "tools/call", #""name":"\#(tool)","arguments":\#(JSON.object(arguments).text)"#)
  }

  static func legacyCall(_ id: Int, _ tool: String, _ arguments: JSON.Object = [:]) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(JSON.object(arguments).text)}}"#
  }
}
