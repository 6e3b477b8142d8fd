package import JSON

/// One request, after its envelope was read and its era was chosen.
package struct Request: Sendable {
  /// Such as `tools/call`.
  package let method: String
  /// The parameters, `_meta` among them.
  package let params: JSON.Object
  /// The revision that it is answered in.
  package let revision: Revision
  /// Who asks.
  package let client: Client
  /// Where to report progress; nil when the client gave no token for it.
  package let progress: CallProgress?
  /// Sends a request to a legacy client and waits for its answer; nil where the revision has no such way.
  let ask: Ask?
  /// Who calls, as far as the transport has proved it. What is handed out to one caller is of no use to another.
  package let caller: String
  /// Where it comes from; nil over stdio.
  let peer = Peer.current

  /// Asks the client, and waits for its answer at most `patience`.
  /// - Throws: also when no answer comes in time.
  typealias Ask = @Sendable (_ method: String, _ params: JSON.Object, _ patience: Duration) async throws -> JSON

  /// The metadata of the request.
  package var meta: JSON.Object { params["_meta"]?.object ?? [:] }

  /// The place of the request in a trace, in the form of the `traceparent` header; nil when the client gave none that
  /// is valid.
  package var traceparent: String? { meta["traceparent"]?.string.flatMap(TraceParent.valid) }

  /// What a client says of itself. It may appear in logs, but nothing about security is decided by it.
  package struct Client: Sendable {
    /// Its name; `unknown` where it says none.
    package var name: String
    /// Its version; empty where it says none.
    package var version: String
    /// What it can do.
    package var capabilities: JSON.Object

    init(info: JSON?, capabilities: JSON?) {
      name = info?["name"]?.string ?? "unknown"
      version = info?["version"]?.string ?? ""
      self.capabilities = capabilities?.object ?? [:]
    }

    /// Whether it can show a form. An empty `elicitation` means that it can; `{"url": {}}` alone means that it cannot.
    var takesForms: Bool {
      guard let elicitation = capabilities["elicitation"]?.object else { return false }
      return elicitation["form"] != nil || elicitation["url"] == nil
    }
  }

  /// A parameter that has to be a string.
  package func string(_ key: String) throws(RPCError) -> String {
    guard let value = params[key] else { throw .invalidParams("\(key) is missing") }
    guard let text = value.string else { throw .invalidParams("\(key) must be a string, got \(value.kind)") }
    return text
  }

  /// Refuses a cursor: the lists of the protocol have one page here, so no cursor can be valid.
  package func refuseCursor() throws(RPCError) {
    guard params["cursor"] == nil else { throw .invalidParams("invalid cursor: this list has one page") }
  }
}
