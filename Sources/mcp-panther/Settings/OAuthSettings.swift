import Foundation
import WebAddresses

/// What flags and variables say about the authorization server whose tokens are accepted.
struct OAuthSettings {
  /// The URL of the authorization server.
  let issuer: String
  /// The URL of this server, for which tokens must be made.
  let resource: String
  /// Where the authorization server is asked about tokens.
  let introspectionURL: String
  let clientID: String
  let clientSecret: String

  /// Reads the settings.
  ///
  /// - Returns: nil when no authorization server is named.
  /// - Throws: `UsageError` when one of the settings is missing or cannot be used.
  init?(_ value: (Flag) -> String?, _ environment: [String: String]) throws(UsageError) {
    let flags: [Flag] = [.oauthIssuer, .oauthResource, .oauthIntrospectionURL, .oauthClientID]
    guard flags.contains(where: { value($0) != nil }) else { return nil }
    func needed(_ flag: Flag) throws(UsageError) -> String {
      guard let text = value(flag) else {
        let names = flags.map(\.rawValue).joined(separator: ", ")
        throw UsageError("OAuth takes all of \(names); \(flag.rawValue) is missing")
      }
      return text
    }
    func url(_ flag: Flag) throws(UsageError) -> String {
      let text = try needed(flag)
      let url = URL(string: text)
      let isLoopback = Loopback.contains(url?.host() ?? "")
      guard url?.scheme == "https" || url?.scheme == "http" && isLoopback, url?.fragment() == nil,
        url?.user() == nil, url?.password() == nil,
        text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
      else { throw UsageError("\(flag.names) takes an https URL without user name and password") }
      return text
    }
    resource = try url(.oauthResource)
    issuer = try url(.oauthIssuer)
    introspectionURL = try url(.oauthIntrospectionURL)
    clientID = try needed(.oauthClientID)
    if let file = value(.oauthClientSecretFile) {
      clientSecret = try secret(in: file, of: .oauthClientSecretFile)
    } else if let secret = environment["MCP_OAUTH_CLIENT_SECRET"], !secret.isEmpty {
      clientSecret = secret
    } else {
      throw UsageError("OAuth takes \(Flag.oauthClientSecretFile.rawValue) or MCP_OAUTH_CLIENT_SECRET")
    }
  }
}
