import Foundation

/// The queue on which a URLSession calls its delegate.
enum DelegateQueue {
  /// A queue for one session; nil for one that the session makes itself.
  static func make() -> OperationQueue? {
    #if canImport(FoundationNetworking)
      ImmediateQueue()
    #else
      nil
    #endif
  }
}

#if canImport(FoundationNetworking)
  /// Calls the delegate of a URLSession at once, on the queue on which the session does its own work.
  ///
  /// With any other queue the session goes on while the delegate is still to be called. It then unpacks gigabytes
  /// before the delegate can refuse them, and a task may change its state between an event and the delegate's answer to
  /// it. In return, a delegate must not wait for the session: it has to cancel a task from another queue.
  ///
  /// The superclass is `@unchecked Sendable`, and the compiler demands that a subclass repeats it. There is no state
  /// here that could be shared.
  private final class ImmediateQueue: OperationQueue, @unchecked Sendable {
    override func addOperation(_ block: @escaping @Sendable () -> Void) {
      block()
    }
  }
#endif
