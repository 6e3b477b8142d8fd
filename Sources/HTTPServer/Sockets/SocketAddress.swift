import Foundation

/// An IPv4 or IPv6 address with a port.
struct SocketAddress {
  private var storage: sockaddr_storage

  var family: sa_family_t { storage.ss_family }

  /// All addresses of a host name or a numeric address, with port 0.
  static func resolve(_ host: String) throws(ListenError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = streamSocket
    var first: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &first) == 0, let first else { throw ListenError(host: host, code: 0) }
    defer { freeaddrinfo(first) }
    // glibc may return 127.0.0.1 twice for `localhost`, and the second bind would fail.
    var known: Set<String> = []
    return sequence(first: first, next: { $0.pointee.ai_next }).compactMap { entry in
      guard [AF_INET, AF_INET6].contains(entry.pointee.ai_family), let bytes = entry.pointee.ai_addr else {
        return nil
      }
      var storage = sockaddr_storage()
      withUnsafeMutableBytes(of: &storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: Int(entry.pointee.ai_addrlen)))
      }
      let address = SocketAddress(storage: storage)
      return known.insert(address.text).inserted ? address : nil
    }
  }

  /// The address that a system call fills in; nil when it fails (see `errno`).
  static func filled(
    _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &length) }
    }
    return result >= 0 ? SocketAddress(storage: storage) : nil
  }

  func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    let size = family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    return withUnsafePointer(to: storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(size)) }
    }
  }

  /// Both families have the port at the same place.
  private static let portOffset = 2

  var port: UInt16 {
    withUnsafeBytes(of: storage) {
      UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: Self.portOffset, as: UInt16.self))
    }
  }

  func with(port: UInt16) -> SocketAddress {
    var copy = self
    withUnsafeMutableBytes(of: &copy.storage) {
      $0.storeBytes(of: port.bigEndian, toByteOffset: Self.portOffset, as: UInt16.self)
    }
    return copy
  }

  /// The numeric address without the port; an IPv4 address in IPv6 form is written as IPv4.
  var text: String {
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let result = withPointer { getnameinfo($0, $1, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) }
    guard result == 0 else { return "unknown" }
    let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
  }
}
