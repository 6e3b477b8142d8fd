import Sealing
package import MCP
import Synchronization
import JSON

/// Static bearer tokens, each with a name and a policy of its own.
package final class TokenTable: Authenticator {
  /// A line of the token file: `NAME TOKEN [--read-only] [--toolsets LIST] …`; `#` begins a comment.
  package struct Entry: Sendable {
    package let name: String
    let hash: [UInt8]
    /// Flags of the program that narrow this token's tools.
    package let flags: [String]

    /// - Throws: for a token that can be guessed.
    package init(name: String, token: String, flags: [String] = []) throws(Malformed) {
      guard token.utf8.count >= shortest else {
        throw Malformed(description: "the token has fewer than \(shortest) characters")
      }
      self.name = name
      self.flags = flags
      hash = SHA256.hash(token.utf8)
    }
  }

  package struct Malformed: Error, CustomStringConvertible {
    package let description: String
  }

  private static let shortest = 16

  private struct Known {
    let hash: [UInt8]
    let caller: Caller
  }

  private let known: Mutex<[Known]>

  package init(_ entries: [Entry], service: (Entry) throws -> Service) rethrows {
    known = Mutex(try Self.known(entries, service))
  }

  /// Replaces all tokens; requests of those that are gone go on to their end.
  package func replace(with entries: [Entry], service: (Entry) throws -> Service) rethrows {
    let fresh = try Self.known(entries, service)
    known.withLock { $0 = fresh }
  }

  private static func known(_ entries: [Entry], _ service: (Entry) throws -> Service) rethrows -> [Known] {
    try entries.map { Known(hash: $0.hash, caller: Caller(name: $0.name, service: try service($0))) }
  }

  /// - Throws: `Malformed`, naming the line but not what is in it.
  package static func entries(of text: String) throws(Malformed) -> [Entry] {
    var entries: [Entry] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let name = words.first, !name.hasPrefix("#") else { continue }
      do throws(Malformed) {
        guard words.count > 1 else { throw Malformed(description: "expected NAME TOKEN [FLAGS]") }
        let entry = try Entry(name: name, token: words[1], flags: Array(words.dropFirst(2)))
        guard !entries.contains(where: { $0.name == name || $0.hash == entry.hash }) else {
          throw Malformed(description: "its name or its token stands above already")
        }
        entries.append(entry)
      } catch {
        throw Malformed(description: "line \(number + 1): \(error)")
      }
    }
    guard !entries.isEmpty else { throw Malformed(description: "there is no token in it") }
    return entries
  }

  package func knownVerdict(on token: String?) -> Verdict? {
    guard let token else { return .refused(.missing()) }
    let hash = SHA256.hash(token.utf8)
    // All are compared, in constant time each, so that the time tells nothing about which came close.
    let match = known.withLock { known in
      known.reduce(nil as Caller?) { equalInConstantTime($1.hash, hash) ? $1.caller : $0 }
    }
    return match.map(Verdict.accepted) ?? .refused(.invalid("The token is not one of this server's."))
  }
}
