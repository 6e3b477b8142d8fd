/// Reads HTTP/1.x requests, one after another, from pieces of input that are cut anywhere. It keeps no body and no
/// input.
package struct RequestParser: Sendable {
  /// What was read.
  package enum Event: Equatable {
    case head(RequestHead)
    /// Bytes of the body, without the chunked coding.
    case body(ArraySlice<UInt8>)
    /// The request is complete.
    case end
    /// The input cannot be read any further. This comes once, and all input after it is dropped.
    case refused(Refusal)
  }

  /// What the parser waits for.
  package enum Stage: Equatable {
    case betweenRequests, header, body, refused
  }

  private enum Part {
    case line, fields, length(Int), chunks, end, refused
  }

  private let limits: ServerLimits
  private var part = Part.line
  private var lines = LineBuffer()
  private var line: RequestLine?
  private var skippedLineEnd = false
  private var fields = FieldLines()
  private var chunks = ChunkedBody()

  /// Makes a parser that refuses what exceeds the limits.
  package init(limits: ServerLimits) {
    self.limits = limits
  }

  /// What the parser waits for now.
  package var stage: Stage {
    switch part {
    case .line: lines.isEmpty ? .betweenRequests : .header
    case .fields: .header
    case .length, .chunks, .end: .body
    case .refused: .refused
    }
  }

  /// Takes the next event from the input; nil when all input is used and more is needed.
  package mutating func next(_ input: inout ArraySlice<UInt8>) -> Event? {
    do throws(Refusal) {
      return try read(&input)
    } catch {
      part = .refused
      input = []
      return .refused(error)
    }
  }

  private mutating func read(_ input: inout ArraySlice<UInt8>) throws(Refusal) -> Event? {
    while true {
      switch part {
      case .line:
        let tooLong = Refusal(status: 414, reason: "The request line is longer than this server takes")
        guard let text = try lines.next(&input, limit: limits.requestLineBytes, tooLong: tooLong) else { return nil }
        // Some clients send a line end after a body (RFC 9112, 2.2).
        if text.isEmpty, !skippedLineEnd {
          skippedLineEnd = true
        } else {
          line = try RequestLine(text)
          part = .fields
        }
      case .fields:
        guard try fields.read(&input, limits), let line else { return nil }
        let head = try RequestHead(line, fields.headers, bodyLimit: limits.bodyBytes)
        (self.line, skippedLineEnd, fields) = (nil, false, FieldLines())
        switch head.framing {
        case .none: part = .end
        case .length(let count): part = .length(count)
        case .chunked: part = .chunks
        }
        return .head(head)
      case .length(let count):
        guard !input.isEmpty else { return nil }
        let bytes = input.prefix(count)
        input = input.dropFirst(bytes.count)
        part = bytes.count == count ? .end : .length(count - bytes.count)
        return .body(bytes)
      case .chunks:
        switch try chunks.next(&input, limits) {
        case .bytes(let bytes): return .body(bytes)
        case .end:
          chunks = ChunkedBody()
          part = .end
        case nil: return nil
        }
      case .end:
        part = .line
        return .end
      case .refused:
        input = []
        return nil
      }
    }
  }
}
