import HTTPServer
import JSON

/// Checks the answer to one request.
struct ReplyCheck {
  private let reply: HostileClient.Reply
  private let findings = Findings()
  private var others: [String] = []

  var problems: [String] { others + findings.problems }
  var revision: String? { findings.revision }
  var harvest: [String] { findings.takeHarvest() }

  /// What the server may answer to any request, because of its header, its path, its caller or its size.
  private static let refusals: Set = [400, 401, 403, 404, 405, 406, 413, 414, 415, 417, 421, 431, 501, 503, 505]

  /// - Parameters:
  ///   - isMutated: whether the server may have read another request than this one.
  ///   - mayLack: whether another request may have cancelled this one.
  init(_ reply: HostileClient.Reply, to request: HostileRequest, isMutated: Bool = false, mayLack: Bool = false) {
    self.reply = reply
    let successes: Set = request.method == "DELETE" ? [200, 204] : request.method == "POST" ? [200, 202] : [200]
    let statuses = Self.refusals.union(isMutated ? [200, 202, 204, 408] : successes)
    if !statuses.contains(reply.status) { others.append("status \(reply.status)") }
    checkSecrets()
    guard request.method != "HEAD" else { return }
    checkBody()
    guard !isMutated else { return }
    if !reply.isWhole, !request.listens { others.append("the answer does not end") }
    guard request.method == "POST", request.target == "/mcp" else { return }
    checkIDs(request, mayLack: mayLack || !reply.isWhole)
  }

  private mutating func checkSecrets() {
    let texts = reply.headers.fields.map { Array($0.value.utf8) } + [reply.body]
    for token in ServedEndpoint.tokens where texts.contains(where: { $0.firstRange(of: Array(token.utf8)) != nil }) {
      others.append("a caller's token")
    }
  }

  private mutating func checkBody() {
    switch reply.headers["Content-Type"] {
    case "application/json": findings.take(reply.body)
    case "text/event-stream": takeEvents()
    case "text/plain; charset=utf-8":
      if reply.body.count > 300 || reply.body.last != 0x0A || String(validating: reply.body, as: UTF8.self) == nil {
        others.append("a text that is no line")
      }
    case nil: if !reply.body.isEmpty { others.append("a body without a type") }
    case let type?: others.append("the type \(type)")
    }
  }

  /// Every event is a message or a comment.
  private mutating func takeEvents() {
    for line in reply.body.split(separator: 0x0A) {
      if line.starts(with: "data: ".utf8) {
        findings.take(Array(line.dropFirst("data: ".utf8.count)))
      } else if !line.elementsEqual("event: message".utf8), !line.elementsEqual(": ".utf8),
        !line.starts(with: "id: ".utf8),
        !line.elementsEqual("data:".utf8)
      {
        others.append("no event: \(String(decoding: line.prefix(600), as: UTF8.self))")
      }
    }
  }

  /// Every request in the body has one answer with its id. When the transport refuses the body, there may be a text
  /// instead, or one error without an id for a body that is no request.
  private mutating func checkIDs(_ request: HostileRequest, mayLack: Bool) {
    var expected = ExpectedAnswers()
    expected.add(request.body, allowsBatches: request.allowsBatches)
    guard Self.refusals.contains(reply.status) else { return findings.compare(with: expected, mayLack: mayLack) }
    guard reply.headers["Content-Type"] == "application/json" else { return }
    let isRequest = (try? JSON(parsing: request.body))?.object != nil && !expected.answers.isEmpty
    if isRequest {
      findings.compare(with: expected)
    } else if findings.answerCount != 1 {
      others.append("\(findings.answerCount) errors")
    }
  }
}
