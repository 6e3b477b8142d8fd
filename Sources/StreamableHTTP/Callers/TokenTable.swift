import Sealing
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
    let name: String
    let offer: Offer
  }

  /// By the hash of the token. Looking it up may take a time that depends on the hash, but nobody can choose tokens by
  /// their hashes, and similar tokens have none that are similar.
  private let known: Mutex<[[UInt8]: Known]>

  /// Makes a table.
  ///
  /// - Parameter offer: what is offered to the caller of an entry.
  package init(_ entries: [Entry], offer: (Entry) throws -> Offer) rethrows {
    known = Mutex(try Self.known(entries, offer))
  }

  /// Replaces all tokens. Requests in progress end as usual, also those of tokens that are removed.
  package func replace(with entries: [Entry], offer: (Entry) throws -> Offer) rethrows {
    let fresh = try Self.known(entries, offer)
    known.withLock { $0 = fresh }
  }

  private static func known(_ entries: [Entry], _ offer: (Entry) throws -> Offer) rethrows -> [[UInt8]: Known] {
    Dictionary(try entries.map { ($0.hash, Known(name: $0.name, offer: try offer($0))) }) { _, last in last }
  }

  /// Reads the lines of a token file.
  ///
  /// - Parameter earlier: entries from elsewhere, whose names and tokens no line may have.
  /// - Returns: the earlier entries and those of the file.
  /// - Throws: `Malformed`, which names the line but not what is in it.
  package static func entries(of text: String, after earlier: [Entry] = []) throws(Malformed) -> [Entry] {
    var entries = earlier
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let name = words.first, !name.hasPrefix("#") else { continue }
      do throws(Malformed) {
        guard words.count > 1 else { throw Malformed(description: "expected NAME TOKEN [FLAGS]") }
        guard !TokenClaims.mayName(name) else {
          throw Malformed(description: "a name that begins like this one is that of a caller by OAuth")
        }
        let entry = try Entry(name: name, token: words[1], flags: Array(words.dropFirst(2)))
        guard !entries.contains(where: { $0.name == name || $0.hash == entry.hash }) else {
          throw Malformed(description: "its name or its token is that of another caller already")
        }
        entries.append(entry)
      } catch {
        throw Malformed(description: "line \(number + 1): \(error)")
      }
    }
    guard entries.count > earlier.count else { throw Malformed(description: "there is no token in it") }
    return entries
  }

  /// The verdict on a token, which is always known at once.
  package func knownVerdict(on token: String?) -> Verdict? {
    guard let token else { return .refused(.missing()) }
    return verdict(onKnown: token) ?? .refused(.unknown)
  }

  /// The verdict on one of the tokens; nil for any other.
  func verdict(onKnown token: String) -> Verdict? {
    let hash = SHA256.hash(token.utf8)
    return known.withLock { $0[hash] }.map { $0.offer.verdict(on: $0.name) }
  }
}
