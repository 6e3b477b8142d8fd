import Dispatch
import Foundation

/// SignalWatcher of the process that are handled instead of ending it, for as long as this object lives.
///
/// Keep it alive with `withExtendedLifetime`: otherwise the optimizer releases it after its last use, and its signals
/// are then lost.
package final class SignalWatcher {
  private let sources: [any DispatchSourceSignal]

  /// Starts to handle signals.
  ///
  /// - Parameters:
  ///   - numbers: such as `SIGTERM`.
  ///   - handle: gets the number of each signal, one after the other, on a queue of its own; it may block.
  package init(_ numbers: [Int32], handle: @escaping @Sendable (Int32) -> Void) {
    // Not a global queue: after its first use, libdispatch on Linux looks at the threads of these queues every second
    // until the process ends.
    let queue = DispatchQueue(label: "signals")
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { handle(number) }
      source.activate()
      return source
    }
  }
}
