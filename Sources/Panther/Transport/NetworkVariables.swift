import Foundation

/// Variables of the environment that the system's HTTP client reads by itself.
package enum NetworkVariables {
  /// Sets them so that they cannot take the token to where it does not belong.
  ///
  /// An instance on this machine is often plain http, and a proxy would get the token in the clear; so hosts of this
  /// machine are reached without one. URLSession's own debugging writes every header to standard error, the token too.
  ///
  /// Call this before there is a second thread, because threads may read the environment at any time.
  package static func secure() {
    #if canImport(FoundationNetworking)
      let variables = ProcessInfo.processInfo.environment
      // libcurl takes the name in lower case first, and does not look at the other one then.
      let exceptions = variables["no_proxy"] ?? variables["NO_PROXY"] ?? ""
      if exceptions != "*" {
        setenv("no_proxy", ([exceptions] + thisMachine).filter { !$0.isEmpty }.joined(separator: ","), 1)
      }
      for name in ["URLSessionDebugLibcurl", "URLSessionDebug"] { unsetenv(name) }
    #endif
  }

  private static let thisMachine = ["localhost", "127.0.0.1", "127.0.0.0/8", "::1"]
}
