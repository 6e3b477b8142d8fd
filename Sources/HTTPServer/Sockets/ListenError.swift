import Foundation

/// Why a server cannot listen.
package struct ListenError: Error, CustomStringConvertible {
  /// The host that the server was to listen on.
  package let host: String
  /// The value of `errno`, or 0 when the name has no address.
  package let code: Int32

  /// The host and the reason, in words.
  package var description: String {
    code == 0 ? "\(host) is no address of this machine" : "cannot listen on \(host): \(String(cString: strerror(code)))"
  }
}
