package import JSON

/// One request, after its envelope and its era were checked.
package struct Request: Sendable {
  package let method: String
  package let params: JSON.Object
  package let revision: Revision
  package let client: Client
  /// Where to report progress; nil when the client gave no token.
  package let progress: CallProgress?
  /// Sends a request to a legacy client and waits for its answer; nil where there is no such way.
  let ask: Ask?
  /// Who calls, as far as it was proved: what is handed out to one caller is of no use to another.
  package let caller: String

  /// - Throws: also when no answer comes in time.
  typealias Ask = @Sendable (_ method: String, _ params: JSON.Object, _ patience: Duration) async throws -> JSON

  package var meta: JSON.Object { params["_meta"]?.object ?? [:] }

  /// Who asks. It may appear in logs; nothing is decided by it.
  package struct Client: Sendable {
    package var name: String
    package var version: String
    package var capabilities: JSON.Object

    init(info: JSON?, capabilities: JSON?) {
      name = info?["name"]?.string ?? "unknown"
      version = info?["version"]?.string ?? ""
      self.capabilities = capabilities?.object ?? [:]
    }

    /// Whether it can show a form: `{}` means forms, `{"url": {}}` alone does not.
    var takesForms: Bool {
      guard let elicitation = capabilities["elicitation"]?.object else { return false }
      return elicitation["form"] != nil || elicitation["url"] == nil
    }
  }

  /// A parameter that has to be a string.
  package func string(_ key: String) throws(RPCError) -> String {
    guard let value = params[key] else { throw .invalidParams("\(key) is missing") }
    guard case .string(let text) = value else { throw .invalidParams("\(key) must be a string, got \(value.kind)") }
    return text
  }

  /// Lists here have one page, so that every cursor is an invalid one.
  package func refuseCursor() throws(RPCError) {
    guard params["cursor"] == nil else { throw .invalidParams("invalid cursor: this list has one page") }
  }
}
