import Dispatch

/// The queue on which a server and its connections do everything; the executor of these actors.
///
/// Dispatch delivers events on it, where `assumeIsolated` enters an actor without a hop.
final class EventLoop: SerialExecutor {
  let queue = DispatchQueue(label: "http")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }
}
