import Foundation

/// The server that is measured: a child process on two pipes. It is killed when it is released.
final class MeasuredServer {
  let process: pid_t
  private let input: Int32
  private var output: AnswerLines

  /// Starts it without `Foundation.Process`, which takes longer to start a child than the child takes to answer.
  init(_ launch: ServerLaunch) throws {
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { throw BenchmarkFailure("no pipes") }
    for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

    var actions = noSpawnActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = launch.command.map { strdup($0) } + [nil]
    var environment = launch.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in arguments + environment { free(text) } }

    var process: pid_t = 0
    let status = posix_spawn(&process, launch.command[0], &actions, nil, &arguments, &environment)
    close(toChild[0])
    close(fromChild[1])
    guard status == 0 else {
      throw BenchmarkFailure("\(launch.command[0]) did not start: \(String(cString: strerror(status)))")
    }
    self.process = process
    input = toChild[1]
    output = AnswerLines(descriptor: fromChild[0])
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    close(input)
    close(output.descriptor)
  }

  func send(_ text: String) {
    Self.write(Array("\(text)\n".utf8), to: input)
  }

  /// Sends from a thread of its own, so that answers can be read meanwhile.
  func sendMeanwhile(_ text: String) {
    let (input, bytes) = (self.input, Array(text.utf8))
    Thread.detachNewThread { Self.write(bytes, to: input) }
  }

  /// Reads up to the next answer, and passes over notifications.
  /// - Throws: `BenchmarkFailure` where the answer lacks `fragment`, because a failed call must not be measured.
  @discardableResult
  func answer(with fragment: String = #""result""#) throws -> [UInt8] {
    while true {
      guard let line = output.next() else { throw BenchmarkFailure("the server ended") }
      let start = line.prefix(120)
      if start.firstRange(of: #""method":"notifications/"#.utf8) != nil { continue }
      guard line.firstRange(of: fragment.utf8) != nil else {
        throw BenchmarkFailure("unexpected answer: \(String(decoding: line.prefix(300), as: UTF8.self))")
      }
      return line
    }
  }

  @discardableResult
  func ask(_ text: String, with fragment: String = #""result""#) throws -> [UInt8] {
    send(text)
    return try answer(with: fragment)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        let count = Foundation.write(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
        guard count > 0 else { return }
        sent += count
      }
    }
  }
}

/// Reads lines from a descriptor one by one.
private struct AnswerLines {
  let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  mutating func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return Array(buffer[start..<end])
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return nil }
      buffer.append(contentsOf: chunk[..<count])
    }
  }
}
