import Foundation

/// The type of a socket for TCP.
let streamSocket: Int32 = {
  #if canImport(Darwin)
    SOCK_STREAM
  #else
    Int32(SOCK_STREAM.rawValue)
  #endif
}()

/// The most memory that was in use, in MB.
func memory() -> Int {
  var usage = rusage()
  // RUSAGE_SELF, whose type differs between systems.
  getrusage(0, &usage)
  #if os(macOS)
    return usage.ru_maxrss >> 20
  #else
    return usage.ru_maxrss >> 10
  #endif
}
