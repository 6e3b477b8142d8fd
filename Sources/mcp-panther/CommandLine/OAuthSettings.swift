import Foundation
import Panther
import StreamableHTTP
import WebAddresses
import JSON

/// The authorization server whose tokens are accepted, and how it is asked about them.
struct OAuthSettings {
  let resource: ProtectedResource
  private let introspectionURL: String
  private let clientID: String
  private let clientSecret: String

  /// - Returns: nil when none is named.
  init?(_ value: (Flag) -> String?, _ environment: [String: String]) throws(UsageError) {
    let flags: [Flag] = [.oauthIssuer, .oauthResource, .oauthIntrospectionURL, .oauthClientID]
    let given = flags.map(value)
    guard given.contains(where: { $0 != nil }) else { return nil }
    func needed(_ index: Int) throws(UsageError) -> String {
      guard let text = given[index] else {
        let names = flags.map(\.rawValue).joined(separator: ", ")
        throw UsageError("OAuth takes all of \(names); \(flags[index].rawValue) is missing")
      }
      return text
    }
    func url(_ index: Int) throws(UsageError) -> String {
      let text = try needed(index)
      let url = URL(string: text)
      let isLoopback = Loopback.contains(url?.host() ?? "")
      guard url?.scheme == "https" || url?.scheme == "http" && isLoopback, url?.fragment() == nil,
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
      else { throw UsageError("\(flags[index].rawValue) takes an https URL, not \(text.prefix(80))") }
      return text
    }
    resource = ProtectedResource(url: try url(1), issuer: try url(0))
    introspectionURL = try url(2)
    clientID = try needed(3)
    if let file = value(.oauthClientSecretFile) {
      clientSecret = try secret(in: file, of: .oauthClientSecretFile)
    } else if let secret = environment["MCP_OAUTH_CLIENT_SECRET"], !secret.isEmpty {
      clientSecret = secret
    } else {
      throw UsageError("OAuth takes \(Flag.oauthClientSecretFile.rawValue) or MCP_OAUTH_CLIENT_SECRET")
    }
  }

  private struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  /// Asks the authorization server about a token; its claims.
  func ask(_ token: String, over transport: some Transport) async throws -> JSON {
    let credentials = Data("\(Self.encoded(clientID)):\(Self.encoded(clientSecret))".utf8).base64EncodedString()
    let answer: HTTPResponse
    do {
      // Not a read, although it changes nothing: those may be sent over a connection that is gone.
      answer = try await transport.send(
        HTTPRequest(
          .post, introspectionURL,
          headers: [
            ("Authorization", "Basic \(credentials)"), ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
          ], body: Array("token=\(Self.encoded(token))&token_type_hint=access_token".utf8), isRead: false,
          timeout: .seconds(10)))
    } catch {
      throw Refused(description: "the authorization server does not answer")
    }
    guard answer.status == 200, let claims = try? JSON(parsing: answer.body), claims.object != nil else {
      throw Refused(description: "the authorization server answered \(answer.status) and no claims")
    }
    return claims
  }

  /// For a form (RFC 6749, 2.3.1 wants it in the credentials too).
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain || "-._".utf8.contains(byte) { return String(UnicodeScalar(byte)) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
