import Foundation

/// Opens the sockets on which a server waits for clients.
enum Listener {
  /// Listens on all addresses of a host, on the same port for each.
  ///
  /// - Parameters:
  ///   - host: a numeric address or a name; `::` takes IPv4 as well.
  ///   - port: 0 for a free one.
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
        // `localhost` may name ::1 although IPv6 is switched off; the other address is enough to start.
        guard [EADDRNOTAVAIL, EAFNOSUPPORT].contains(error.code) else { throw error }
        failure = error
      }
    }
    if sockets.isEmpty, let failure { throw failure }
    return (sockets, actualPort)
  }

  private static func socket(at address: SocketAddress, _ host: String) throws(ListenError) -> (Socket, UInt16) {
    let descriptor = Foundation.socket(Int32(address.family), streamSocket, 0)
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
