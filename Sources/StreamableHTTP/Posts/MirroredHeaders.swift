import Foundation
import HTTPServer
import MCP
import JSON
import Text

/// The header fields that repeat parts of the body, so that proxies can route a request without reading its body (MCP
/// 2026-07-28, Streamable HTTP).
enum MirroredHeaders {
  /// The member of `params` that `Mcp-Name` repeats, by method.
  private static let names = ["tools/call": "name", "prompts/get": "name", "resources/read": "uri"]

  /// The error of a request whose header and body do not agree.
  ///
  /// - Parameter version: the protocol version in the body, if there is one.
  static func mismatch(_ message: JSON, _ method: String, _ version: String?, _ head: RequestHead) -> RPCError? {
    guard let header = head.headers["MCP-Protocol-Version"] else {
      return mismatch("MCP-Protocol-Version is missing")
    }
    if let version, version != header { return mismatch("MCP-Protocol-Version is not the body's version") }
    guard head.headers["Mcp-Method"] == method else {
      return mismatch(
        head.headers["Mcp-Method"] == nil ? "Mcp-Method is missing" : "Mcp-Method is not the body's method")
    }
    guard let key = names[method], let name = message["params"]?[key]?.string else { return nil }
    guard let given = head.headers["Mcp-Name"] else { return mismatch("Mcp-Name is missing") }
    guard let decoded = decode(given) else { return mismatch("Mcp-Name is not valid Base64 of UTF-8") }
    return decoded.hasSameBytes(as: name) ? nil : mismatch("Mcp-Name is not the body's \(key)")
  }

  private static func mismatch(_ reason: String) -> RPCError { RPCError(code: -32020, "Header mismatch: \(reason)") }

  /// Decodes a value of the form `=?base64?…?=`, which holds characters that a header field cannot.
  private static func decode(_ value: String) -> String? {
    guard value.hasPrefix("=?base64?"), value.hasSuffix("?=") else { return value }
    guard let data = Data(base64Encoded: String(value.dropFirst(9).dropLast(2))) else { return nil }
    return String(validating: data, as: UTF8.self)?.readyToCompare
  }
}
