import Dispatch

/// Where it is waited for URLSession's own queue. On Linux all sessions have the same one, and an instance that sends a
/// redirect with a long body keeps it busy for seconds.
///
/// The global queues would not do, because their threads run everybody's tasks. Nor may there be a thread for each
/// request: with 255 of them waiting, the system has none left for what they wait for.
enum WaitingQueues {
  /// Where tasks are made and started.
  static let starts = DispatchQueue(label: "starts of requests")
  /// Where tasks are cancelled.
  static let cancels = DispatchQueue(label: "cancels of requests")
}
