import Foundation
import MCP
import StreamableHTTP
import WebAddresses

/// What flags and variables say about serving over HTTP.
struct HTTPSettings {
  let host: String
  let port: UInt16
  let tokenFile: String?
  /// One token for everybody, from the environment.
  let token: String?
  let insecure: Bool
  let allowedHosts: [String]
  let stateKeyFile: String?
  let oauth: OAuthSettings?

  init(_ value: (Flag) -> String?, _ environment: [String: String]) throws(UsageError) {
    let word = value(.host) ?? "127.0.0.1"
    host = word.hasPrefix("[") && word.hasSuffix("]") ? String(word.dropFirst().dropLast()) : word
    let port = value(.port) ?? "3000"
    guard let number = UInt16(port) else {
      throw UsageError("\(Flag.port.rawValue) takes a number from 0 to 65535, not \(port.prefix(40))")
    }
    self.port = number
    tokenFile = value(.httpTokenFile)
    token = environment["MCP_HTTP_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    insecure = value(.insecureNoAuth) != nil
    allowedHosts = value(.allowedHosts)?.listed ?? []
    stateKeyFile = value(.stateKeyFile)
    oauth = try OAuthSettings(value, environment)
    guard isLoopback || hasAuthentication || insecure else {
      throw UsageError(
        """
        listening on \(host) lets everybody who can reach that address use this server, and with it your Panther \
        token. Give callers tokens (--http-token-file or MCP_HTTP_TOKEN), or accept those of an authorization server \
        (--oauth-issuer), or listen on 127.0.0.1. --insecure-no-auth serves everybody all the same.
        """)
    }
  }

  var hasAuthentication: Bool { tokenFile != nil || token != nil || oauth != nil }

  /// Whether only programs on this machine can reach the server.
  var isLoopback: Bool { Loopback.contains(host) }

  /// A secret of at least 32 bytes; nil without a file.
  func stateKey() throws(UsageError) -> [UInt8]? {
    guard let stateKeyFile else { return nil }
    let key = try secret(in: stateKeyFile, of: .stateKeyFile)
    guard key.utf8.count >= 32 else {
      throw UsageError("\(stateKeyFile) holds fewer than 32 characters; make it with: openssl rand -base64 48")
    }
    return Array(key.utf8)
  }

  /// All static tokens, read anew.
  func tokens() throws(UsageError) -> [TokenTable.Entry] {
    var entries: [TokenTable.Entry] = []
    do throws(TokenTable.Malformed) {
      if let token { entries.append(try TokenTable.Entry(name: "MCP_HTTP_TOKEN", token: token.trimmed)) }
    } catch {
      throw UsageError("MCP_HTTP_TOKEN: \(error)")
    }
    if let tokenFile {
      let text = try secret(in: tokenFile, of: .httpTokenFile)
      do throws(TokenTable.Malformed) {
        entries += try TokenTable.entries(of: text)
      } catch {
        throw UsageError("\(tokenFile): \(error)")
      }
    }
    return entries
  }
}

/// The text of a file that holds a secret.
func secret(in file: String, of flag: Flag) throws(UsageError) -> String {
  guard let handle = FileHandle(forReadingAtPath: file) else { throw unreadable(file, flag) }
  do {
    return String(decoding: try handle.read(upToCount: 1 << 20) ?? Data(), as: UTF8.self).trimmed
  } catch {
    throw unreadable(file, flag)
  }
}

private func unreadable(_ file: String, _ flag: Flag) -> UsageError {
  UsageError("\(flag.rawValue) names a file that cannot be read: \(file)")
}
