@testable import HTTPServer

/// What a parser reads from bytes, in a form that tests can compare.
struct Reading: Equatable, CustomStringConvertible {
  /// One line per event; pieces of a body that follow each other are joined.
  private(set) var events: [String] = []
  private var body: [UInt8]?

  init(_ text: String, pieces: [Int] = [], limits: ServerLimits = ServerLimits()) {
    self.init(Array(text.utf8), pieces: pieces, limits: limits)
  }

  /// Parses bytes.
  ///
  /// - Parameter pieces: where the bytes are cut.
  init(_ bytes: [UInt8], pieces: [Int] = [], limits: ServerLimits = ServerLimits()) {
    var parser = RequestParser(limits: limits)
    var start = 0
    for end in pieces + [bytes.count] {
      var input = bytes[start..<end]
      while let event = parser.next(&input) { note(event) }
      start = end
    }
    endBody()
  }

  var description: String { events.joined(separator: " | ") }

  /// The status of the refusal at the end, if there is one.
  var refusal: Int? {
    guard let last = events.last, last.hasPrefix("refused ") else { return nil }
    return Int(last.dropFirst(8).prefix(3))
  }

  private mutating func note(_ event: RequestParser.Event) {
    if case .body(let bytes) = event {
      body = (body ?? []) + bytes
      return
    }
    endBody()
    switch event {
    case .head(let head):
      let query = head.query.map { "?\($0)" } ?? ""
      let flags = [
        head.isHTTP10 ? "1.0" : nil, head.keepsAlive ? nil : "closes", head.expectsContinue ? "expects" : nil,
      ]
      events.append(([head.method, head.path + query] + flags.compactMap(\.self)).joined(separator: " "))
    case .end: events.append("end")
    case .refused(let refusal): events.append("refused \(refusal.status) \(refusal.reason)")
    case .body: break
    }
  }

  private mutating func endBody() {
    if let body { events.append("body \(String(decoding: body, as: UTF8.self))") }
    body = nil
  }
}
