/// A request as the handler sees it.
package struct WebRequest: Sendable {
  /// The method, the path and the header fields.
  package let head: RequestHead
  /// The client's numeric address without a port. An IPv4 address that came over IPv6 is written as IPv4.
  package let remoteAddress: String
  /// The whole body; the chunked coding is removed.
  package internal(set) var body: [UInt8] = []
}
