import Foundation

/// Whether the other end of a pipe is closed.
///
/// - Parameters:
///   - descriptor: either end of a pipe.
///   - milliseconds: how long to wait until it is closed; -1 waits without limit, and takes no processor time.
package func hasHungUp(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
  // Linux tells of a closed end unasked; macOS watches nothing for a descriptor of which nothing is asked.
  var poller = pollfd(fd: descriptor, events: Int16(POLLHUP), revents: 0)
  while poll(&poller, 1, milliseconds) < 0, errno == EINTR {}
  return poller.revents & Int16(POLLHUP | POLLERR) != 0
}
