import Dispatch

/// The queue on which a server and its connections do everything. It is the executor of these actors.
///
/// Dispatch delivers its events on the same queue, so `assumeIsolated` enters an actor there without a switch.
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
