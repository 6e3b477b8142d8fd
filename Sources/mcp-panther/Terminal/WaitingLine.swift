import Foundation
import Synchronization
import TerminalText

/// What a person sees on standard error while a call takes long: how long it has taken, and what it is doing.
final class WaitingLine: Sendable {
  private let state = Mutex((words: "", isShown: false))
  private let screen: Screen

  init(on screen: Screen) {
    self.screen = screen
  }

  /// Keeps what the call says it is doing. The line shows the time itself.
  func report(_ words: String) {
    state.withLock { $0.words = words.replacing(/\ \(\d+ s\)$/, with: "") }
  }

  /// Shows the line from the first second on, until the task is cancelled.
  func show() async throws {
    let turns = screen.isUnicode ? Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏") : Array("-\\|/")
    for count in 4... {
      try await Task.sleep(for: .milliseconds(250))
      guard count > 7 else { continue }
      let words = state.withLock { state in
        state.isShown = true
        return state.words
      }
      let text = "\(turns[count % turns.count]) \(count / 4 - 1) s  \(words)"
      write(screen.text([Line(screen.cut(text), .dim)]))
    }
  }

  /// Takes the line away, so that the answer begins where it stood.
  func clear() {
    guard state.withLock(\.isShown) else { return }
    write("")
  }

  private func write(_ text: String) {
    complain("\r\u{1B}[K\(text)")
  }
}
