import Foundation

/// What sockets of tests need on each system.
package enum TestSockets {
  #if canImport(Darwin)
    /// The type of a socket for TCP.
    package static let stream = SOCK_STREAM
    /// The flags of each write, so that one to a closed socket fails instead of ending the process.
    package static let writeFlags: Int32 = 0
  #else
    /// The type of a socket for TCP.
    package static let stream = Int32(SOCK_STREAM.rawValue)
    /// The flags of each write, so that one to a closed socket fails instead of ending the process.
    package static let writeFlags = Int32(MSG_NOSIGNAL)
  #endif

  /// Makes writing to a closed socket fail, on systems where that is an option of the socket.
  package static func surviveBrokenConnection(_ socket: Int32) {
    #if canImport(Darwin)
      var on: Int32 = 1
      setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #endif
  }

  /// Ends the waiting of the thread that accepts on a listening socket. That thread closes the socket with
  /// `closeAfterAccepting`: a descriptor that is closed here could be another server's when it accepts again. Only
  /// macOS waits until then, and there the socket is closed at once.
  package static func stopAccepting(_ listener: Int32) {
    #if canImport(Darwin)
      close(listener)
    #else
      shutdown(listener, Int32(SHUT_RDWR))
    #endif
  }

  /// Closes a listening socket on the thread that has accepted on it.
  package static func closeAfterAccepting(_ listener: Int32) {
    #if !canImport(Darwin)
      close(listener)
    #endif
  }

  /// Raises the limit of open files, which is 256 on macOS.
  package static func allowDescriptors(_ count: UInt64) {
    #if canImport(Darwin)
      let resource = RLIMIT_NOFILE
    #else
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(count) else { return }
    limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
    setrlimit(resource, &limit)
  }
}
