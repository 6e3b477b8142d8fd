import Foundation

/// The type of a socket for TCP that a child process does not inherit where the system can say so at once.
let streamSocket: Int32 = {
  #if canImport(Darwin)
    SOCK_STREAM
  #else
    Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
  #endif
}()
