import Concurrency
import MCP
import Panther
import JSON

/// Items gathered from one or several upstream lists, and how to go on after any of them.
struct Collected {
  let items: [JSON]
  let paging: Answer.Paging
  /// What the answer must say of it: lists that failed, and how far a filter has looked.
  let facts: JSON.Object

  /// One list's part of it.
  private struct Run: Sendable {
    var items: [(item: JSON, place: Feed)] = []
    /// Where the list goes on; nil at its end.
    var end: Feed?
    var scanned = 0

    /// Where to go on after the first `count` items.
    func place(after count: Int) -> Feed? { count < items.count ? items[count].place : end }
  }

  /// How much to ask Panther for at once: of what a filter of ours goes through, small pages would find too little.
  static func pageSize(_ size: Int, filtering isFiltered: Bool) -> Int { isFiltered ? max(size, 100) : size }

  /// Reads all lists of a cursor at once, each until `size` items are found, it ends, or `pages` pages are read.
  ///
  /// - Parameters:
  ///   - pages: more than one where Panther cannot filter and we do: an empty first page must not look like the end.
  /// - Throws: when no list could be read. One of several that fails is said in `facts`, and tried again with the
  ///   cursor where the failure may pass.
  static func read(
    _ cursor: PageCursor, atMost size: Int, pages: Int = 1,
    keeping keep: @escaping @Sendable (JSON) -> Bool = { _ in true },
    fetch: @escaping @Sendable (Feed) async throws -> Page
  ) async throws -> Collected {
    let outcomes = await cursor.feeds.concurrentMap { feed in
      await Result { try await run(feed, size, pages, keep, fetch) }
    }
    var runs: [Run] = []
    var failures = PartialFailures()
    for (feed, outcome) in zip(cursor.feeds, outcomes) {
      switch outcome {
      case .success(let run): runs.append(run)
      case .failure(let error) where error is CancellationError: throw error
      case .failure(let error):
        failures.append(error, of: feed.name)
        if (error as? PantherError)?.mayPass == true { runs.append(Run(end: feed)) }
      }
    }
    if failures.errors.count == outcomes.count { throw failures.whole }
    let finished = runs
    let paging = Answer.Paging(hasMore: finished.contains { $0.end != nil }) { shown in
      var before = 0
      let places = finished.compactMap { run in
        defer { before += run.items.count }
        return run.place(after: min(max(shown - before, 0), run.items.count))
      }
      return cursor.text(places)
    }
    var facts = failures.facts
    if pages > 1 { facts["looked_at"] = JSON(finished.reduce(0) { $0 + $1.scanned }) }
    return Collected(items: finished.flatMap { $0.items.map(\.item) }, paging: paging, facts: facts)
  }

  private static func run(
    _ feed: Feed, _ size: Int, _ pages: Int, _ keep: @Sendable (JSON) -> Bool,
    _ fetch: @Sendable (Feed) async throws -> Page
  ) async throws -> Run {
    var run = Run()
    var place = feed
    // The rest of a page that was cut is seldom worth a call of its own.
    let pages = feed.offset > 0 ? pages + 1 : pages
    for read in 1... {
      let page = try await fetch(place)
      for (index, item) in page.items.enumerated().dropFirst(place.offset) {
        var here = place
        here.offset = index
        guard run.items.count < size else {
          run.end = here
          return run
        }
        run.scanned += 1
        if keep(item) { run.items.append((item, here)) }
      }
      // A cursor that does not move would page for ever.
      guard let next = page.next, next != place.query["cursor"] else { return run }
      place.offset = 0
      place.query["cursor"] = next
      if read >= pages || run.items.count >= size { break }
    }
    run.end = place
    return run
  }
}

extension PantherError {
  /// Whether the same request may work later.
  fileprivate var mayPass: Bool {
    [.rateLimited, .serverFault, .timedOut, .disconnected, .unreachable].contains(kind)
  }
}

extension Answer {
  static func list(
    _ collected: Collected, _ fields: Projection = .everything, _ detail: Detail = .concise, named name: String
  ) -> Answer {
    list(collected.items, fields, detail, named: name, paging: collected.paging).adding(collected.facts)
  }

  /// A list that was read whole; its cursor only says how much of it was shown.
  static func list(
    whole items: [JSON], from cursor: PageCursor, _ fields: Projection = .everything, _ detail: Detail = .concise,
    named name: String, atMost size: Int = .max
  ) -> Answer {
    let feed = cursor.feeds.first ?? Feed(query: [:])
    let rest = items.dropFirst(feed.offset)
    let shown = Array(rest.prefix(size))
    let paging = Paging(hasMore: shown.count < rest.count) { index in
      var next = feed
      next.offset += index
      return cursor.text([next])
    }
    return list(shown, fields, detail, named: name, paging: paging).adding(["total": JSON(items.count)])
  }
}

extension Result where Failure == any Error {
  init(_ work: () async throws -> Success) async {
    do {
      self = .success(try await work())
    } catch {
      self = .failure(error)
    }
  }
}
