package import JSON

/// Where a message comes from over HTTP, for the audit log. Nothing is decided by it.
package struct Peer: Sendable {
  /// The address of the connection.
  package let address: String
  /// The address for which a proxy says that it asks. Who needs no proxy can say anything.
  package let forwardedFor: String?

  /// - Parameters:
  ///   - address: that of the connection.
  ///   - forwardedFor: what a proxy says; it must be short and harmless.
  package init(address: String, forwardedFor: String?) {
    (self.address, self.forwardedFor) = (address, forwardedFor)
  }

  /// That of the message that is being taken; nil over stdio. A session of the legacy era takes messages from
  /// anywhere, so it belongs to the message.
  @TaskLocal package static var current: Peer?

  /// Its members of a line of the audit log.
  package var members: JSON.Object {
    var members: JSON.Object = ["remote": .string(address)]
    members["forwarded_for"] = forwardedFor.map(JSON.string)
    return members
  }
}
