import Cleaning
package import JSON

/// The resources. They are listed without a question to the instance, and read through the tools.
package struct ResourceShelf<Context: Sendable>: Feature {
  /// The resources that exist once.
  package let resources: [Resource]
  /// The templates whose tools can be seen.
  package let templates: [ResourceTemplate<Context>]
  let toolbox: Toolbox<Context>

  /// - Parameters:
  ///   - resources: those that exist once.
  ///   - templates: those that a tool reads.
  ///   - toolbox: the tools that can be seen.
  package init(_ resources: [Resource], _ templates: [ResourceTemplate<Context>], toolbox: Toolbox<Context>) {
    self.resources = resources
    self.templates = templates.filter { template in toolbox.tools.contains { $0.name == template.tool } }
    self.toolbox = toolbox
  }

  package var capability: (name: String, value: JSON) { ("resources", [:]) }

  /// No address here is as long, in bytes. An address is compared with every template.
  private static var longestURI: Int { 8_192 }

  package var methods: [String: Handling] {
    [
      "resources/list": .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        let listings = resources.map { resource in
          var listing = listing(
            resource.uri, "uri", resource.name, resource.title, resource.summary, request.revision)
          listing["mimeType"] = .string(resource.mimeType)
          if !resource.metadata.isEmpty { listing["_meta"] = .object(resource.metadata) }
          return JSON.object(listing)
        }
        return Reply(["resources": .array(listings)], caching: .public)
      },
      "resources/templates/list": .immediate { (request) throws(RPCError) in
        try request.refuseCursor()
        let listings = templates.map {
          JSON.object(listing($0.uri, "uriTemplate", $0.name, $0.title, $0.summary, request.revision))
        }
        return Reply(["resourceTemplates": .array(listings)], caching: .public)
      },
      "resources/read": .concurrent { try await read($0) },
    ]
  }

  private func listing(
    _ uri: String, _ key: String, _ name: String, _ title: String, _ summary: String, _ revision: Revision
  ) -> JSON.Object {
    var listing: JSON.Object = [key: .string(uri), "name": .string(name)]
    if revision.hasTitles { listing["title"] = .string(title) }
    listing["description"] = .string(summary)
    listing["mimeType"] = .string(ResourceContent.json)
    return listing
  }

  @concurrent
  private func read(_ request: Request) async throws -> Reply {
    let uri = try request.string("uri")
    guard uri.utf8.count <= Self.longestURI else { throw RPCError.invalidParams("uri is longer than any here") }
    if let resource = resources.first(where: { $0.uri == uri }) {
      return ResourceContent(
        uri: uri, mimeType: resource.mimeType, text: try await resource.read(), metadata: resource.metadata,
        caching: resource.caching
      ).reply
    }
    for template in templates {
      guard let arguments = template.match(uri) else { continue }
      let result = try await toolbox.call(template.tool, arguments, request)
      if let question = result.question { return Reply(question, resultType: "input_required") }
      let text = String(decoding: result.text, as: UTF8.self)
      guard result.isError else { return ResourceContent(uri: uri, text: text).reply }
      switch result.reason {
      case .notFound: throw notFound(uri, request.revision)
      case .invalidArguments: throw RPCError.invalidParams(text)
      case .forbidden, .unknownOutcome, nil: throw RPCError.internal(text)
      }
    }
    throw notFound(uri, request.revision)
  }

  /// The code of this error changed with the modern revision.
  private func notFound(_ uri: String, _ revision: Revision) -> RPCError {
    RPCError(
      code: revision.isModern ? -32602 : -32002, "Resource not found",
      data: ["uri": .string(ErrorText.bounded(uri, to: 200))])
  }
}
