import Panther

/// A request with its path and query decoded.
struct DemoRequest {
  let method: HTTPRequest.Method
  /// The segments of the path.
  let path: [String]
  let query: [(name: String, value: String)]
  let body: [UInt8]

  init(_ request: HTTPRequest) {
    method = request.method
    body = request.body ?? []
    var rest = Substring(request.url)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.drop { $0 != "/" && $0 != "?" && $0 != "#" }
    rest = rest.prefix { $0 != "#" }
    let pathText = rest.prefix { $0 != "?" }
    var segments = pathText.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if segments.last?.isEmpty == true { segments = segments.dropLast() }
    path = segments.map { Self.decoded($0, plusIsSpace: false) }
    query = rest.dropFirst(pathText.count + 1).split(separator: "&").map { item in
      let name = item.prefix { $0 != "=" }
      return (
        Self.decoded(name, plusIsSpace: true), Self.decoded(item.dropFirst(name.count + 1), plusIsSpace: true)
      )
    }
  }

  private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    var source = text.utf8.makeIterator()
    var pending: [UInt8] = []
    func hex(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) } }
    while let byte = pending.popLast() ?? source.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      guard let first = pending.popLast() ?? source.next() else {
        bytes.append(byte)
        break
      }
      guard let second = pending.popLast() ?? source.next() else {
        bytes += [byte, first]
        break
      }
      if first < 0x80, second < 0x80, let high = hex(first), let low = hex(second) {
        bytes.append(high << 4 | low)
      } else {
        bytes.append(byte)
        pending += [second, first]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
