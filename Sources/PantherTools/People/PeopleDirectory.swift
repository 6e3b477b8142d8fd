import Concurrency
import JSON
import Panther
import Synchronization

/// The e-mails of users.
struct People: Sendable {
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
  static let (mostTokens, mostUsers) = (16, 3_000)

  private struct Entry {
    let token: String
    let people: People
    let end: ContinuousClock.Instant
  }

  private let entries = Mutex<[Entry]>([])
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
      self.keep(Entry(token: token, people: people, end: self.now() + Self.life))
      return people
    }
  }

  private func known(_ token: String) -> People? {
    let now = now()
    return entries.withLock { $0.first { $0.token == token && $0.end > now }?.people }
  }

  private func keep(_ entry: Entry) {
    entries.withLock { entries in
      entries.removeAll { $0.token == entry.token }
      entries.append(entry)
      if entries.count > Self.mostTokens { entries.removeFirst() }
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
