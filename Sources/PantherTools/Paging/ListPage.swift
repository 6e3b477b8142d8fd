import Concurrency
import JSON
import MCP
import Panther

/// A page of a tool's list, gathered from one or several lists of Panther's, and how it goes on after any item.
struct ListPage {
  let items: [JSON]
  let paging: Answer.Paging
  /// What the answer must say of it: lists that failed, and how far a filter has looked.
  let facts: JSON.Object

  /// How many pages of Panther's are read to fill one of ours where we filter: an empty page must not look like the end.
  private static let mostPagesFiltered = 10
  /// How many items Panther is asked for at once where we filter. Small pages would hold too few of those we look for.
  private static let leastSizeFiltered = 100

  /// Reads all lists at once, each until there are enough items, until it ends, or until enough pages were read.
  ///
  /// - Parameters:
  ///   - place: where to go on; nil for the beginning.
  ///   - names: which lists to read, where the tool reads several.
  ///   - size: the most items to show of each list.
  ///   - pages: the most pages to read of each list; one, or ten where items are filtered.
  ///   - keep: our own filter, where Panther has none; nil keeps every item.
  ///   - fetch: reads one page.
  /// - Throws: when no list could be read. If only some of several lists fail, `facts` says so, and the next page tries
  ///   those again whose failure may pass.
  static func read(
    from place: ListPlace?, lists names: [String] = [""], size: Int, pages: Int? = nil,
    keeping keep: (@Sendable (JSON) -> Bool)? = nil,
    fetch: @escaping @Sendable (ListPlace.Part) async throws -> Page
  ) async throws -> ListPage {
    let most = pages ?? (keep == nil ? 1 : mostPagesFiltered)
    let upstreamSize = keep == nil ? size : max(size, leastSizeFiltered)
    let parts = place?.parts ?? names.map { ListPlace.Part(name: $0, size: upstreamSize) }
    let outcomes = await parts.concurrentMap { part in
      await Result { try await UpstreamList.read(part, size, most, keep ?? { _ in true }, fetch) }
    }
    var lists: [UpstreamList] = []
    var failures = PartialFailures()
    for (part, outcome) in zip(parts, outcomes) {
      switch outcome {
      case .success(let list): lists.append(list)
      case .failure(let error) where error is CancellationError: throw error
      case .failure(let error):
        failures.append(error, of: part.name)
        if (error as? PantherError)?.mayPass == true { lists.append(UpstreamList(end: part)) }
      }
    }
    if failures.errors.count == outcomes.count { throw failures.whole }
    var facts = failures.facts
    if keep != nil { facts["looked_at"] = JSON(lists.reduce(0) { $0 + $1.looked }) }
    return ListPage(items: lists.flatMap { $0.items.map(\.item) }, paging: paging(lists), facts: facts)
  }

  private static func paging(_ lists: [UpstreamList]) -> Answer.Paging {
    Answer.Paging(hasMore: lists.contains { $0.end != nil }) { shown in
      var before = 0
      let parts = lists.compactMap { list in
        defer { before += list.items.count }
        return list.place(after: min(max(shown - before, 0), list.items.count))
      }
      return ListPlace(parts).json
    }
  }
}

extension PantherError {
  /// Whether the same request may work later.
  fileprivate var mayPass: Bool {
    [.rateLimited, .serverFault, .timedOut, .disconnected, .unreachable].contains(kind)
  }
}

extension Answer {
  /// A list with the page's cursor and facts.
  static func list(
    _ page: ListPage, _ fields: Projection = .everything, _ detail: Detail = .concise, named name: String
  ) -> Answer {
    list(page.items, fields, detail, named: name, paging: page.paging).adding(page.facts)
  }
}

extension Result where Failure == any Error {
  /// What comes of the work, be it an error.
  init(_ work: () async throws -> Success) async {
    do {
      self = .success(try await work())
    } catch {
      self = .failure(error)
    }
  }
}
