import Foundation

/// Variables of the environment that the system's HTTP client reads by itself.
package enum NetworkVariables {
  /// Sets them so that they take the token to no place where it does not belong, and leave nothing behind.
  ///
  /// On Apple systems URLSession reads none of them: see `ProxyVariables`.
  ///
  /// Call this before there is a second thread, because threads may read the environment at any time.
  package static func secure() {
    #if canImport(FoundationNetworking)
      keepProxiesFromThisMachine()
      keepFoldersFromBeingMade()
      // URLSession's own debugging writes every header to standard error, the token too.
      for name in ["URLSessionDebugLibcurl", "URLSessionDebug"] { unsetenv(name) }
    #endif
  }

  /// An instance on this machine is often plain http, and a proxy would get the token in the clear.
  private static func keepProxiesFromThisMachine() {
    let variables = ProcessInfo.processInfo.environment
    // libcurl takes the name in lower case first, and does not look at the other one then.
    let exceptions = variables["no_proxy"] ?? variables["NO_PROXY"] ?? ""
    guard exceptions != "*" else { return }
    setenv("no_proxy", ([exceptions] + thisMachine).filter { !$0.isEmpty }.joined(separator: ","), 1)
  }

  /// Each configuration of a URLSession on Linux, also an ephemeral one, first makes the shared cache and the shared
  /// cookie storage of the process, and with them two folders in the home of the user. Nothing of ours uses them. No
  /// folder can be made below a device.
  private static func keepFoldersFromBeingMade() {
    for name in ["XDG_CACHE_HOME", "XDG_DATA_HOME"] { setenv(name, "/dev/null", 1) }
  }

  /// The hosts that are reached without a proxy, whatever the environment says.
  static let thisMachine = ["localhost", "127.0.0.1", "127.0.0.0/8", "::1"]
}
