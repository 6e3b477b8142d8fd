import Foundation
import JSON
import Synchronization
import TestSupport

/// Chromium without a window. It is driven by its protocol for developer tools, over a pipe, and ends when that closes.
final class Browser: Sendable {
  /// Where it is on this machine; nil where there is none. `CHROMIUM` names another one.
  static let path: String? = {
    let usual = [
      "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ]
    let given = ProcessInfo.processInfo.environment["CHROMIUM"].map { [$0] } ?? usual
    return given.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// One browser for all tests of the process.
  static let shared = Result { try Browser() }

  struct Failure: Error {
    let words: String
  }

  private struct State {
    var count = 0
    /// Pages that nobody uses at the moment.
    var pages: [String] = []
    var waiting: [Int: CheckedContinuation<JSON, any Error>] = [:]
    var hasEnded = false
  }

  private let state = Mutex(State())
  /// Only one writes at a time: a pipe takes a long order in pieces, and those of two would mix.
  private let input: Mutex<FileHandle>
  private let process: Mutex<Process>

  private init() throws {
    guard let path = Self.path else { throw Failure(words: "There is no browser.") }
    BrokenPipes.ignore()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // The browser reads its orders from descriptor 3 and answers on descriptor 4.
    let script = """
      folder=$(mktemp -d) || exit 1
      "$0" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --hide-scrollbars --mute-audio \\
        --disable-background-timer-throttling --disable-renderer-backgrounding --disable-backgrounding-occluded-windows \\
        --disable-background-networking --disable-component-update --disable-sync --force-color-profile=srgb \\
        --user-data-dir="$folder" --remote-debugging-pipe 3<&0 4>&1 </dev/null >/dev/null 2>&1
      rm -rf "$folder"
      """
    process.arguments = ["-c", script, path]
    process.environment = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "TMPDIR"].contains($0.key) }
    let (orders, answers) = (Pipe(), Pipe())
    process.standardInput = orders
    process.standardOutput = answers
    try process.run()
    input = Mutex(orders.fileHandleForWriting)
    try orders.fileHandleForReading.close()
    self.process = Mutex(process)
    let output = answers.fileHandleForReading
    Thread.detachNewThread { [self] in
      var rest: [UInt8] = []
      while case let bytes = output.availableData, !bytes.isEmpty {
        let start = rest.count
        rest += bytes
        guard rest[start...].contains(0) else { continue }
        var messages = rest.split(separator: 0, omittingEmptySubsequences: false)
        rest = Array(messages.removeLast())
        for message in messages { receive(Array(message)) }
      }
      let waiting = state.withLock { state in
        state.hasEnded = true
        return state.waiting.values
      }
      for continuation in waiting { continuation.resume(throwing: Failure(words: "The browser has ended.")) }
    }
  }

  private func receive(_ message: [UInt8]) {
    guard let json = try? JSON(parsing: String(decoding: message, as: UTF8.self)), let id = json["id"]?.int else {
      return
    }
    let continuation = state.withLock { $0.waiting.removeValue(forKey: id) }
    if let error = json["error"] {
      continuation?.resume(throwing: Failure(words: error.text))
    } else {
      continuation?.resume(returning: json["result"] ?? .null)
    }
  }

  /// Gives an order and waits for what comes of it, at most half a minute.
  func order(_ method: String, _ params: JSON.Object = [:], in page: String? = nil) async throws -> JSON {
    try await withCheckedThrowingContinuation { continuation in
      let id = state.withLock { state -> Int? in
        guard !state.hasEnded else { return nil }
        state.count += 1
        state.waiting[state.count] = continuation
        return state.count
      }
      guard let id else { return continuation.resume(throwing: Failure(words: "The browser has ended.")) }
      var message: JSON.Object = ["id": JSON(id), "method": .string(method), "params": .object(params)]
      message["sessionId"] = page.map(JSON.string)
      // A pipe that is broken ends the reading thread, too, which tells all who wait.
      let order = Data(JSON.object(message).bytes + [0])
      input.withLock { try? $0.write(contentsOf: order) }
      DispatchQueue.global().asyncAfter(deadline: .now() + 30) { [self] in
        let late = state.withLock { $0.waiting.removeValue(forKey: id) }
        late?.resume(throwing: Failure(words: "The browser has not answered \(method) within half a minute."))
      }
    }
  }

  // MARK: Pages

  /// A page in a window of its own, because the pages behind others draw nothing. A window costs a second of work, so
  /// each is used again.
  func page() async throws -> String {
    if let page = state.withLock({ $0.pages.popLast() }) { return page }
    let target = try await order("Target.createTarget", ["url": "about:blank", "newWindow": true])
    let attached = try await order(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? .null, "flatten": true])
    guard let page = attached["sessionId"]?.string else { throw Failure(words: attached.text) }
    _ = try await order("Emulation.setFocusEmulationEnabled", ["enabled": true], in: page)
    return page
  }

  /// Takes an empty page back.
  func takeBack(_ page: String) { state.withLock { $0.pages.append(page) } }
}
