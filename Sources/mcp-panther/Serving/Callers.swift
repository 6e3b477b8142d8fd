import Cleaning
import Foundation
import Logging
import MCP
import Panther
import PantherTools
import StreamableHTTP
import Synchronization

/// Who may call over HTTP, what each is offered, and with which Panther token: what the operator's files say. They are
/// read at the start and again on SIGHUP.
final class Callers: Sendable {
  /// What holds for one caller.
  private struct Terms {
    let flags: CallerFlags
    /// Nil for the server's token.
    let own: OwnToken?
  }

  /// A caller's file with a Panther token.
  private struct TokenFile {
    let own: OwnToken
    let token: Token
    /// Says in words whose file it is.
    let name: String
  }

  private struct State {
    /// The Panther tokens of callers, by the paths of their files. A path keeps its token while the file changes, so
    /// that sessions live on with the newer one.
    var tokens: [String: OwnToken] = [:]
    /// What holds for users of the authorization server, by the bytes of their names.
    var subjects: [[UInt8]: Terms] = [:]
  }

  private let http: HTTPSettings
  private let program: Program
  private let offers: Offers
  private let state = Mutex(State())
  /// The static tokens.
  let table = TokenTable([]) { _ in Offer(nil) }

  /// Reads the files.
  /// - Throws: for what cannot be used in them.
  init(_ http: HTTPSettings, _ program: Program) throws(UsageError) {
    (self.http, self.program, offers) = (http, program, Offers(program))
    try read()
  }

  /// Reads the files anew. Either all of it takes effect, or nothing.
  func read() throws(UsageError) {
    var files: [String: TokenFile] = [:]
    let entries = try http.tokens()
    var terms: [String: Terms] = [:]
    for entry in entries {
      terms[entry.name] = try self.terms(entry.flags, of: entry.name, in: .httpTokenFile, &files)
    }
    var subjects: [[UInt8]: Terms] = [:]
    for caller in try http.oauthCallers() {
      subjects[Array(caller.subject.utf8)] = try self.terms(
        caller.flags, of: caller.subject, in: .oauthCallersFile, &files)
    }

    // Nothing fails from here on.
    let tokens = files.mapValues(\.own)
    program.secrets.learn(ofCallers: files.sorted { $0.key < $1.key }.map(\.value.token))
    for file in files.values { file.own.replace(with: file.token) }
    state.withLock { $0 = State(tokens: tokens, subjects: subjects) }
    table.replace(with: entries) { offer(terms[$0.name]) }
    offers.keep(Array(tokens.values))
    warn(terms.map { ($0, $1) } + subjects.map { (String(decoding: $0, as: UTF8.self), $1) }, files)
  }

  /// What is offered to a user of the authorization server.
  /// - Parameter effects: what the scopes of the token allow.
  func offer(toSubject subject: String?, _ effects: Set<Effect>) -> Offer {
    offer(subject.flatMap { subject in state.withLock { $0.subjects[Array(subject.utf8)] } }, effects)
  }

  private func offer(_ terms: Terms?, _ effects: Set<Effect>? = nil) -> Offer {
    guard terms?.own != nil || !http.requiresOwnToken else { return Offer(nil, until: terms?.flags.end) }
    // The demo instance is the same for all tokens.
    let own = program.configuration.isDemo ? nil : terms?.own
    let service = offers.service(narrowedBy: terms?.flags.policy, to: effects, with: own)
    return Offer(service, until: terms?.flags.end)
  }

  private func terms(
    _ words: [String], of name: String, in flag: Flag, _ files: inout [String: TokenFile]
  ) throws(UsageError) -> Terms {
    let shown = name.shown(upTo: 60)
    do throws(UsageError) {
      let flags = try CallerFlags(words)
      guard let file = flags.pantherTokenFile else { return Terms(flags: flags, own: nil) }
      let path = http.path(file, namedBy: flag)
      let known = files[path]?.own ?? state.withLock { $0.tokens[path] }
      if files[path] == nil {
        let name = "\(Flag.pantherTokenFile.rawValue) of \(shown)"
        let token = try Self.token(in: path, name)
        files[path] = TokenFile(own: known ?? OwnToken(token), token: token, name: name)
      }
      return Terms(flags: flags, own: files[path]?.own)
    } catch {
      throw UsageError("the caller \(shown) in the file of \(flag.names): \(error)")
    }
  }

  private static func token(in path: String, _ name: String) throws(UsageError) -> Token {
    do throws(ConfigurationError) {
      return try Token(file: path, named: name)
    } catch {
      throw UsageError(error.description)
    }
  }

  /// Tells the operator of files that others can read, and of callers who will be refused.
  private func warn(_ callers: [(name: String, terms: Terms)], _ files: [String: TokenFile]) {
    if !program.settings.isInContainer {
      for (path, file) in files {
        if let warning = secretFileWarning(path, file.name) { program.log.warning(warning) }
      }
    }
    for (name, terms) in callers {
      if let end = terms.flags.end, end <= Date() {
        program.log.warning("the access of \(name.shown(upTo: 60)) ended at \(end.formatted(.iso8601))")
      }
      if http.requiresOwnToken, terms.own == nil {
        program.log.warning(
          "\(name.shown(upTo: 60)) is refused, because \(Flag.requireOwnToken.names) is on and there is no "
            + "\(Flag.pantherTokenFile.rawValue) behind this name")
      }
    }
  }
}
