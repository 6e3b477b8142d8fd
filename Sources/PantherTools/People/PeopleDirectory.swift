import Concurrency
import JSON
import Panther
import Synchronization

/// The e-mails of users.
struct People: Sendable, Equatable {
  /// By the ids of the users.
  let emails: [String: String]
  /// Those that belong to several users, as after a user was deactivated and invited again.
  let shared: Set<String>

  init(_ users: [User]) {
    let pairs = users.compactMap { user -> (String, String)? in
      guard let id = user.id, let email = user.email, !email.isEmpty, id.utf8.count + email.utf8.count < 600 else {
        return nil
      }
      return (id, email)
    }
    emails = Dictionary(pairs) { first, _ in first }
    shared = Set(Dictionary(grouping: emails.values) { $0 }.filter { $1.count > 1 }.keys)
  }
}

/// Knows the e-mails of users by their ids, so that answers can show them without a request for each id.
///
/// The users are listed once for some minutes and per token: what one token may read is not shown to another. Where
/// they cannot be listed, the answers show ids alone, and nothing is tried again for as long.
package final class PeopleDirectory: Sendable {
  /// How long a list of users is good, or the failure to get one.
  static let life = Duration.seconds(300)
  /// The most tokens whose users are kept, and the most users of each.
  static let (mostTokens, mostUsers) = (1_000, 3_000)

  private struct Entry {
    let people: People
    let end: ContinuousClock.Instant
  }

  /// By the identity of the token.
  private let entries = Mutex<[String: Entry]>([:])
  private let reading = SharedWork<String, People>()
  /// How long an answer waits for the list. No page is asked for after half of it.
  private let patience: Duration
  private let now: @Sendable () -> ContinuousClock.Instant

  /// A directory that knows nobody yet.
  ///
  /// - Parameters:
  ///   - patience: how long an answer waits for the list of users.
  ///   - now: the time by which it forgets.
  package init(
    patience: Duration = .seconds(4), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    (self.patience, self.now) = (patience, now)
  }

  /// The e-mails that this client's token may see; none where it may not see users.
  /// - Throws: `CancellationError`.
  func people(_ panther: PantherClient) async throws -> People {
    guard let token = panther.identity else { return People([]) }
    if let known = known(token) { return known }
    return try await reading.value(for: token, known: { self.known(token) }) {
      let people = await self.read(panther)
      self.keep(people, of: token)
      return people
    }
  }

  private func known(_ token: String) -> People? {
    let now = now()
    return entries.withLock { $0[token].flatMap { $0.end > now ? $0.people : nil } }
  }

  private func keep(_ people: People, of token: String) {
    let now = now()
    entries.withLock { entries in
      // Most tokens may see the same users. Then the list is kept once: an equal one tells nobody anything new.
      let same = entries.values.first { $0.people == people }?.people
      entries[token] = Entry(people: same ?? people, end: now + Self.life)
      guard entries.count > Self.mostTokens else { return }
      entries = entries.filter { $0.value.end > now }
      guard entries.count > Self.mostTokens else { return }
      if let oldest = entries.min(by: { $0.value.end < $1.value.end }) { entries[oldest.key] = nil }
    }
  }

  private func read(_ panther: PantherClient) async -> People {
    var hurried = panther
    let end = min(panther.deadline ?? .now + patience, .now + patience)
    hurried.deadline = end
    let client = hurried
    let users = try? await ListPage.read(
      from: nil, size: Self.mostUsers, asking: User.mostPerPage, until: { [patience] _ in .now > end - patience / 2 }
    ) { part in
      // Somebody who has left is still the author of old comments.
      var page = try await client.page("users", (["include-deactivated": true] as Query).page(part))
      page.items = page.items.map { user in ["id": user["id"] ?? .null, "email": user["email"] ?? .null] }
      return page
    }
    return People((users?.items ?? []).map(User.init))
  }
}
