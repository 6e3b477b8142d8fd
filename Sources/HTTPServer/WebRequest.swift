/// A request as the handler sees it.
package struct Request: Sendable {
  package let head: RequestHead
  /// The client's numeric address, without a port; an IPv4 address also where it came over IPv6.
  package let remoteAddress: String
  /// Without any transfer coding.
  package internal(set) var body: [UInt8] = []
}
