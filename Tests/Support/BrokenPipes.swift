import Foundation

/// Makes a write to a pipe that nobody reads any more fail, instead of ending the test process.
package enum BrokenPipes {
  private static let ignored: Void = { signal(SIGPIPE, SIG_IGN) }()

  /// Ignores the signal from now on, as the program does when it starts.
  ///
  /// All that writes to pipes or makes HTTP requests within the test process calls it first. An HTTP request needs it
  /// because the HTTP library may put the signal back to what it was before.
  package static func ignore() { ignored }
}
