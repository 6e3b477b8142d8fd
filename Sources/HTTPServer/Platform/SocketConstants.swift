import Foundation

#if canImport(Darwin)
  /// The type of a socket for TCP.
  let streamSocket = SOCK_STREAM

  extension Socket {
    /// The flags of each write.
    static let writeFlags: Int32 = 0

    /// Makes writing to a closed socket fail instead of ending the process.
    func surviveBrokenConnection() { set(SO_NOSIGPIPE, at: SOL_SOCKET) }
  }
#else
  /// The type of a socket for TCP.
  let streamSocket = Int32(SOCK_STREAM.rawValue)

  extension Socket {
    /// The flags of each write, so that one to a closed socket fails instead of ending the process.
    static let writeFlags = Int32(MSG_NOSIGNAL)

    /// Does nothing: Linux wants a flag of each write instead.
    func surviveBrokenConnection() {}
  }
#endif
