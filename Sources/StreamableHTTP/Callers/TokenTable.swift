import Sealing
package import MCP
import Synchronization
import JSON

/// The static bearer tokens of the operator; each has a name and its own choice of tools.
package final class TokenTable: Authenticator {
  /// A line of the token file: `NAME TOKEN [--read-only] [--toolsets LIST] …`. A `#` begins a comment.
  package struct Entry: Sendable, Equatable {
    /// The name of the caller.
    package let name: String
    let hash: [UInt8]
    /// Flags of the program that reduce the tools of this token.
    package let flags: [String]

    /// Makes an entry, which keeps only a hash of the token.
    ///
    /// - Throws: `Malformed` for a token that is too short, because it could be guessed.
    package init(name: String, token: String, flags: [String] = []) throws(Malformed) {
      guard token.utf8.count >= shortest else {
        throw Malformed(description: "the token has fewer than \(shortest) characters")
      }
      self.name = name
      self.flags = flags
      hash = SHA256.hash(token.utf8)
    }
  }

  /// Why a token or a token file cannot be used.
  package struct Malformed: Error, CustomStringConvertible {
    /// The reason in words, without any token.
    package let description: String
  }

  /// The fewest bytes of a token.
  private static let shortest = 16

  private struct Known {
    let hash: [UInt8]
    let caller: Caller
  }

  private let known: Mutex<[Known]>

  /// Makes a table.
  ///
  /// - Parameter service: what is offered to the caller of an entry.
  package init(_ entries: [Entry], service: (Entry) throws -> Service) rethrows {
    known = Mutex(try Self.known(entries, service))
  }

  /// Replaces all tokens. Requests in progress end as usual, also those of tokens that are removed.
  package func replace(with entries: [Entry], service: (Entry) throws -> Service) rethrows {
    let fresh = try Self.known(entries, service)
    known.withLock { $0 = fresh }
  }

  private static func known(_ entries: [Entry], _ service: (Entry) throws -> Service) rethrows -> [Known] {
    try entries.map { Known(hash: $0.hash, caller: Caller(name: $0.name, service: try service($0))) }
  }

  /// Reads the lines of a token file.
  ///
  /// - Throws: `Malformed`, which names the line but not what is in it.
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

  /// The verdict on a token, which is always known at once.
  package func knownVerdict(on token: String?) -> Verdict? {
    guard let token else { return .refused(.missing()) }
    let hash = SHA256.hash(token.utf8)
    // Every token is compared, each in constant time, so that the time does not show which one is similar.
    let match = known.withLock { known in
      known.reduce(nil as Caller?) { equalInConstantTime($1.hash, hash) ? $1.caller : $0 }
    }
    return match.map(Verdict.accepted) ?? .refused(.invalid("The token is not one of this server's."))
  }
}
