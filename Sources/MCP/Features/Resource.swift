import Foundation
package import JSON

/// A resource that exists once, such as the configuration.
package struct Resource: Sendable {
  package let uri: String
  package let name: String
  package let title: String
  package let summary: String
  let read: @Sendable () async throws -> JSON

  /// - Parameter read: makes the content when it is asked for.
  package init(
    _ uri: String, name: String, title: String, summary: String, read: @escaping @Sendable () async throws -> JSON
  ) {
    (self.uri, self.name, self.title, self.summary, self.read) = (uri, name, title, summary, read)
  }
}

/// Resources of one kind, each read by calling a tool with the variables of its URI as arguments.
package struct ResourceTemplate<Context: Sendable>: Sendable {
  /// RFC 6570, simple expansion only: `panther://alerts/{alert_id}`.
  package let uri: String
  package let name: String
  package let title: String
  package let summary: String
  /// What reads it; a template whose tool is not there is not listed.
  package let tool: String
  let arguments: JSON.Object
  let suggestions: [String: Suggestions<Context>]

  package init(
    _ uri: String, name: String, title: String, summary: String, tool: String, arguments: JSON.Object = [:],
    suggestions: [String: Suggestions<Context>] = [:]
  ) {
    (self.uri, self.name, self.title, self.summary) = (uri, name, title, summary)
    (self.tool, self.arguments, self.suggestions) = (tool, arguments, suggestions)
  }

  /// The tool's arguments for a URI; nil when the template does not match it.
  func match(_ uri: String) -> JSON.Object? {
    let pattern = self.uri.split(separator: "/", omittingEmptySubsequences: false)
    let parts = uri.split(separator: "/", omittingEmptySubsequences: false)
    guard pattern.count == parts.count else { return nil }
    var arguments = self.arguments
    for (expected, part) in zip(pattern, parts) {
      guard expected.hasPrefix("{"), expected.hasSuffix("}") else {
        guard expected == part else { return nil }
        continue
      }
      guard let value = String(part).removingPercentEncoding, !value.isEmpty else { return nil }
      arguments[String(expected.dropFirst().dropLast())] = .string(value)
    }
    return arguments
  }
}

/// The resources: lists them without asking anyone, reads them through the tools.
package struct Library<Context: Sendable>: Feature {
  package let resources: [Resource]
  package let templates: [ResourceTemplate<Context>]
  private let toolbox: Toolbox<Context>

  package init(_ resources: [Resource], _ templates: [ResourceTemplate<Context>], toolbox: Toolbox<Context>) {
    self.resources = resources
    self.templates = templates.filter { template in toolbox.tools.contains { $0.name == template.tool } }
    self.toolbox = toolbox
  }

  package var capability: (name: String, value: JSON) { ("resources", [:]) }

  package var methods: [String: Handling] {
    [
      "resources/list": .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        let listings = resources.map { listing($0.uri, "uri", $0.name, $0.title, $0.summary, request.revision) }
        return Reply(["resources": .array(listings)], caching: .public)
      },
      "resources/templates/list": .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        let listings = templates.map { listing($0.uri, "uriTemplate", $0.name, $0.title, $0.summary, request.revision) }
        return Reply(["resourceTemplates": .array(listings)], caching: .public)
      },
      "resources/read": .concurrent { try await read($0) },
    ]
  }

  /// Whether a completion may ask what a tool could tell: the operator's switches hold for it, too.
  func allows(_ tool: String, _ request: Request) -> Bool {
    guard let known = toolbox.tool(named: tool), !toolbox.gates.asks.contains(known.name) else { return false }
    return toolbox.gates.rateLimit?.refusal(of: request.caller, known.effect) == nil
  }

  private func listing(
    _ uri: String, _ key: String, _ name: String, _ title: String, _ summary: String, _ revision: Revision
  ) -> JSON {
    var listing: JSON.Object = [key: .string(uri), "name": .string(name)]
    if revision.hasTitles { listing["title"] = .string(title) }
    listing["description"] = .string(summary)
    listing["mimeType"] = "application/json"
    return .object(listing)
  }

  @concurrent
  private func read(_ request: Request) async throws -> Reply {
    let uri = try request.string("uri")
    if let resource = resources.first(where: { $0.uri == uri }) {
      return reply(uri, String(decoding: try await resource.read().bytes, as: UTF8.self))
    }
    for template in templates {
      guard let arguments = template.match(uri) else { continue }
      let result = try await toolbox.call(template.tool, arguments, request)
      if let question = result.question { return Reply(question, resultType: "input_required") }
      let text = String(decoding: result.text, as: UTF8.self)
      guard result.isError else { return reply(uri, text) }
      guard result.isNotFound else { throw RPCError.internal(text) }
      throw notFound(uri, request.revision)
    }
    throw notFound(uri, request.revision)
  }

  /// The tenant's data, so nobody else's cache may keep it.
  private func reply(_ uri: String, _ text: String) -> Reply {
    Reply(
      ["contents": [["uri": .string(uri), "mimeType": "application/json", "text": .string(text)]]],
      caching: .private(seconds: 0))
  }

  /// The code changed with the modern revision.
  private func notFound(_ uri: String, _ revision: Revision) -> RPCError {
    RPCError(code: revision.isModern ? -32602 : -32002, "Resource not found", data: ["uri": .string(uri)])
  }
}
