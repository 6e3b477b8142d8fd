import Foundation
import MCP
import Panther
import StreamableHTTP
import WebAddresses

/// What flags and variables say about serving over HTTP.
struct HTTPSettings {
  let host: String
  let port: UInt16
  private let tokenFile: String?
  private let oauthCallersFile: String?
  /// Whether callers without a Panther token of their own are refused.
  let requiresOwnToken: Bool
  /// One token for everybody, from the environment.
  private let token: String?
  let allowedHosts: [String]
  private let stateKeyFile: String?
  let oauth: OAuthSettings?

  init(_ values: FlagValues, _ environment: [String: String]) throws(UsageError) {
    let word = values.text(.host) ?? "127.0.0.1"
    host = word.hasPrefix("[") && word.hasSuffix("]") ? String(word.dropFirst().dropLast()) : word
    let port = values.text(.port) ?? "3000"
    guard let number = UInt16(port) else {
      throw UsageError("\(Flag.port.rawValue) takes a number from 0 to 65535, not \(port.prefix(40))")
    }
    self.port = number
    tokenFile = values.text(.httpTokenFile)
    token = environment["MCP_HTTP_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    allowedHosts = values.list(.allowedHosts)
    stateKeyFile = values.text(.stateKeyFile)
    oauth = try OAuthSettings(values.text, environment)
    oauthCallersFile = values.text(.oauthCallersFile)
    guard oauthCallersFile == nil || oauth != nil else {
      throw UsageError("\(Flag.oauthCallersFile.names) needs an authorization server: \(Flag.oauthIssuer.rawValue)")
    }
    requiresOwnToken = try values.isOn(.requireOwnToken)
    guard !requiresOwnToken || tokenFile != nil || oauthCallersFile != nil else {
      throw UsageError(
        "\(Flag.requireOwnToken.names) needs the callers and their Panther tokens: \(Flag.httpTokenFile.rawValue) or "
          + Flag.oauthCallersFile.rawValue)
    }
    guard hasAuthentication || servesThisMachineAlone || values.isGiven(.insecureNoAuth) else {
      let reason =
        isLoopback
        ? "answering to the host \(publicHosts[0]) lets everybody whom a proxy sends here"
        : "listening on \(host) lets everybody who can reach that address"
      throw UsageError(
        """
        \(reason) use this server, and with it your Panther token. Give callers a token: set MCP_HTTP_TOKEN, such as \
        to the output of openssl rand -hex 32, and let clients send it as Authorization: Bearer TOKEN. Or name a file \
        with a token for each (--http-token-file), or accept those of an authorization server (--oauth-issuer), or \
        listen on 127.0.0.1 without further hosts. --insecure-no-auth serves everybody all the same.
        """)
    }
  }

  var hasAuthentication: Bool { tokenFile != nil || token != nil || oauth != nil }

  /// Whether there can be several callers who are told apart.
  var hasSeveralCallers: Bool { tokenFile != nil || oauth != nil }

  /// Whether the server listens on this machine only. A proxy may bring others to it.
  var isLoopback: Bool { Loopback.contains(host) }

  /// Whether only programs on this machine are served. An origin is a page of a browser on this machine.
  var servesThisMachineAlone: Bool { isLoopback && publicHosts.isEmpty }

  /// The names by which a proxy brings callers from elsewhere.
  private var publicHosts: [String] { allowedHosts.filter { !$0.contains("://") && !Loopback.contains($0) } }

  /// A secret of at least 32 bytes; nil without a file.
  func stateKey() throws(UsageError) -> [UInt8]? {
    guard let stateKeyFile else { return nil }
    let key = try secret(in: stateKeyFile, of: .stateKeyFile)
    guard key.utf8.count >= 32 else {
      throw UsageError(
        "the file of \(Flag.stateKeyFile.names) holds fewer than 32 characters; make it with: openssl rand -base64 48")
    }
    return Array(key.utf8)
  }

  /// The static tokens: the one of the environment, and those of the file, which is read anew each time.
  func tokens() throws(UsageError) -> [TokenTable.Entry] {
    var entries: [TokenTable.Entry] = []
    if let token, Placeholder.isOne(token.trimmed) {
      throw UsageError(
        "MCP_HTTP_TOKEN still holds a placeholder, which the program that starts this server did not fill in. Set it to a "
          + "random text, such as one from: openssl rand -base64 24")
    }
    do throws(TokenTable.Malformed) {
      if let token { entries.append(try TokenTable.Entry(name: "MCP_HTTP_TOKEN", token: token.trimmed)) }
    } catch {
      throw UsageError("MCP_HTTP_TOKEN: \(error)")
    }
    if let tokenFile {
      let text = try secret(in: tokenFile, of: .httpTokenFile)
      do throws(TokenTable.Malformed) {
        entries = try TokenTable.entries(of: text, after: entries)
      } catch {
        throw UsageError("the file of \(Flag.httpTokenFile.names): \(error)")
      }
    }
    return entries
  }

  /// What holds for single users of the authorization server; the file is read anew each time.
  func oauthCallers() throws(UsageError) -> [OAuthCaller] {
    guard let oauthCallersFile else { return [] }
    return try OAuthCaller.all(in: try secret(in: oauthCallersFile, of: .oauthCallersFile))
  }

  /// The path of a file that is named in one of the files of callers, and relative to that.
  func path(_ file: String, namedBy flag: Flag) -> String {
    let folder = URL(filePath: (flag == .httpTokenFile ? tokenFile : oauthCallersFile) ?? "")
      .deletingLastPathComponent()
    return URL(filePath: file, relativeTo: folder).path
  }
}
