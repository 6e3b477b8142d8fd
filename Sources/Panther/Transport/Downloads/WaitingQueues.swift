import Dispatch

/// The queues on which we wait for URLSession's own queue. On Linux all sessions share that one, and an instance that
/// sends a redirect with a long body keeps it busy for seconds.
///
/// Threads of the global queues must not wait, because they run the tasks of the whole program. Nor can each request
/// have a thread of its own: when 255 of them wait, the system starts no other, and so nothing ends their waiting.
enum WaitingQueues {
  /// Where tasks are made and started.
  static let starts = DispatchQueue(label: "starts of requests")
  /// Where tasks are cancelled.
  static let cancels = DispatchQueue(label: "cancels of requests")
}
