import JSON

/// A piece of a GraphQL document.
enum GraphQLToken: Equatable {
  case name(String), string(String), number(String), symbol(Unicode.Scalar), spread, end

  static func all(in text: String) throws -> [GraphQLToken] {
    let bytes = Array(text.utf8)
    var tokens: [GraphQLToken] = []
    var position = 0
    func isName(_ byte: UInt8) -> Bool {
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
    while position < bytes.count {
      let start = position
      let byte = bytes[position]
      position += 1
      switch byte {
      case 0x09, 0x0A, 0x0D, 0x20, 0x2C, 0xEF, 0xBB, 0xBF: continue
      case UInt8(ascii: "#"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      case UInt8(ascii: "."):
        guard bytes[start...].starts(with: [byte, byte, byte]) else { throw GraphQLError(message: "unexpected '.'") }
        position += 2
        tokens.append(.spread)
      case UInt8(ascii: "\""): tokens.append(.string(try string(bytes, &position)))
      case UInt8(ascii: "-"), 0x30...0x39:
        while position < bytes.count, isName(bytes[position]) || [0x2B, 0x2D, 0x2E].contains(bytes[position]) {
          position += 1
        }
        tokens.append(.number(String(decoding: bytes[start..<position], as: UTF8.self)))
      case _ where isName(byte):
        while position < bytes.count, isName(bytes[position]) { position += 1 }
        tokens.append(.name(String(decoding: bytes[start..<position], as: UTF8.self)))
      default: tokens.append(.symbol(Unicode.Scalar(byte)))
      }
    }
    return tokens
  }

  /// Reads a string or a block string after its first quote.
  private static func string(_ bytes: [UInt8], _ position: inout Int) throws -> String {
    let quote = UInt8(ascii: "\"")
    let start = position
    if bytes[start...].starts(with: [quote, quote]) {
      position += 2
      while position < bytes.count {
        if bytes[position...].starts(with: [quote, quote, quote]) {
          position += 3
          return String(decoding: bytes[start + 2..<position - 3], as: UTF8.self)
        }
        position += 1
      }
    }
    while position < bytes.count, bytes[position] != 0x0A {
      let byte = bytes[position]
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == quote {
        // GraphQL has the same escapes as JSON.
        guard let text = try? JSON(parsing: bytes[start - 1..<position]).string else { break }
        return text
      }
    }
    throw GraphQLError(message: "Syntax Error: unterminated or invalid string", code: "GRAPHQL_PARSE_FAILED")
  }
}
