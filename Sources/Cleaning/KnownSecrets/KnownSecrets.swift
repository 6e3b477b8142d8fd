package import JSON
import Synchronization

/// The secrets that this process itself holds, such as its API token. They are hidden in everything that leaves it,
/// whatever form they have there: in any case, percent-encoded, with the escapes of JSON or HTML, in base64 or
/// hexadecimal digits, wrapped over lines, or with hidden or control characters in between.
package final class KnownSecrets: Sendable {
  /// What stands in the place of a secret.
  package static let replacement = "(hidden)"
  /// A shorter secret is not looked for: it could be a part of other words, and no real one is so short.
  private static let shortest = 8
  /// A token file may be changed while the process runs, so there may be several tokens; the oldest ones are forgotten.
  private static let most = 8

  private struct State {
    var secrets: [String] = []
    /// Those of callers as they are now, and as they were before that.
    var ofCallers: (now: [String], before: [String]) = ([], [])
    var search: SecretSearch?

    mutating func prepare() {
      let all = Set((secrets + ofCallers.now + ofCallers.before).map { Array($0.utf8) })
      search = all.isEmpty ? nil : SecretSearch(all.flatMap(SecretForm.all))
    }
  }

  private let state = Mutex(State())

  /// Knows no secret yet.
  package init() {}

  /// Hides a secret from now on.
  package func learn(_ secret: String) {
    guard secret.utf8.count >= Self.shortest else { return }
    state.withLock { state in
      guard !state.secrets.contains(where: { $0.utf8.elementsEqual(secret.utf8) }) else { return }
      state.secrets = state.secrets.suffix(Self.most - 1) + [secret]
      state.prepare()
    }
  }

  /// Hides the secrets that callers have now, however many. Those that they had before stay hidden until the next
  /// change, because what was read with them may still be on its way.
  package func learn(ofCallers secrets: [String]) {
    state.withLock { state in
      let secrets = secrets.filter { $0.utf8.count >= Self.shortest }
      guard secrets != state.ofCallers.now else { return }
      state.ofCallers = (secrets, state.ofCallers.now)
      state.prepare()
    }
  }

  /// The bytes with every secret hidden; the same array, not copied, when there is none.
  package func hidden(in bytes: [UInt8]) -> [UInt8] {
    guard let search = state.withLock({ $0.search }), bytes.count >= search.shortest else { return bytes }
    let places = bytes.withUnsafeBufferPointer(search.places)
    guard !places.isEmpty else { return bytes }
    var clean: [UInt8] = []
    var copied = 0
    for place in places where place.upperBound > copied {
      clean += bytes[copied..<max(copied, place.lowerBound)]
      if place.lowerBound >= copied { clean += Self.replacement.utf8 }
      copied = place.upperBound
    }
    return clean + bytes[copied...]
  }

  /// The text with every secret hidden.
  package func hidden(in text: String) -> String {
    let bytes = Array(text.utf8)
    let clean = hidden(in: bytes)
    return clean.count == bytes.count && clean == bytes ? text : String(decoding: clean, as: UTF8.self)
  }

  /// The object with every secret in it hidden; nil when there is none.
  package func hidden(in object: JSON.Object) -> JSON.Object? {
    let bytes = JSON.object(object).bytes
    var clean = hidden(in: bytes)
    if clean == bytes {
      // What is looked for in long answers are only the hidden characters that are most frequent.
      let visible = VisibleText(String(decoding: bytes, as: UTF8.self))
      guard visible.isShorter else { return nil }
      let seen = Array(visible.text.utf8)
      clean = hidden(in: seen)
      if clean == seen { return nil }
    }
    // Members are lost only if two keys hold the secret.
    return (try? JSON(parsing: clean))?.object ?? [:]
  }
}
