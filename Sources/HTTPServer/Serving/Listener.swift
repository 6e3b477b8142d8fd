import Foundation

/// Sockets that wait for clients.
enum Listener {
  /// Listens on all addresses of the host name with one port, the same for each; 0 chooses a free one.
  ///
  /// - Parameter host: a numeric address or a name; `::` takes IPv4 as well.
  /// - Throws: `ListenError`.
  static func sockets(host: String, port: UInt16) throws(ListenError) -> (sockets: [Socket], port: UInt16) {
    var sockets: [Socket] = []
    var actualPort = port
    var failure: ListenError?
    for address in try SocketAddress.resolve(host) {
      do throws(ListenError) {
        let (socket, bound) = try socket(at: address.with(port: actualPort), host)
        sockets.append(socket)
        actualPort = bound
      } catch {
        // `localhost` may name ::1 where IPv6 is switched off; that alone is no reason not to start.
        guard [EADDRNOTAVAIL, EAFNOSUPPORT].contains(error.code) else { throw error }
        failure = error
      }
    }
    if sockets.isEmpty, let failure { throw failure }
    return (sockets, actualPort)
  }

  private static func socket(at address: SocketAddress, _ host: String) throws(ListenError) -> (Socket, UInt16) {
    #if canImport(Darwin)
      let type = SOCK_STREAM
    #else
      let type = Int32(SOCK_STREAM.rawValue)
    #endif
    let descriptor = Foundation.socket(Int32(address.family), type, 0)
    guard descriptor >= 0 else { throw ListenError(host: host, code: errno) }
    let socket = Socket(descriptor: descriptor)
    socket.set(SO_REUSEADDR, at: SOL_SOCKET)
    if address.family == AF_INET6 {
      socket.set(IPV6_V6ONLY, at: Int32(IPPROTO_IPV6), to: host == "::" ? 0 : 1)
    }
    guard address.withPointer({ bind(descriptor, $0, $1) }) == 0, listen(descriptor, SOMAXCONN) == 0,
      let bound = SocketAddress.filled({ getsockname(descriptor, $0, $1) })
    else { throw ListenError(host: host, code: errno) }
    return (socket, bound.port)
  }
}

/// Why a server cannot listen.
package struct ListenError: Error, CustomStringConvertible {
  package let host: String
  /// `errno`, or 0 when the name has no address.
  package let code: Int32

  package var description: String {
    code == 0 ? "\(host) is no address of this machine" : "cannot listen on \(host): \(String(cString: strerror(code)))"
  }
}
