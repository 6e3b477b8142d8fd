import Concurrency
import JSON
import MCP
import Panther

/// A page of a tool's list, read from one or several lists of Panther's. It knows how to go on after each of its items.
struct ListPage {
  let items: [JSON]
  let paging: Answer.Paging
  /// What the answer must say of the page: which lists failed, and how many items a filter has looked at.
  let facts: JSON.Object

  /// The most pages of Panther's that are read for one page of ours where we filter. One page may hold nothing that we
  /// look for, and an empty answer would look like the end of the list.
  private static let mostPagesFiltered = 10
  /// The least number of items that Panther is asked for at once where we filter. Smaller pages would hold too few of
  /// the items that we look for.
  private static let leastSizeFiltered = 100

  /// Reads all lists at the same time. Each is read until there are enough items, until it ends, or until enough pages
  /// were read.
  ///
  /// - Parameters:
  ///   - place: where to go on; nil for the beginning.
  ///   - names: which lists to read, where the tool reads several.
  ///   - size: the most items to show, of each list or of the merged one.
  ///   - step: the number of items to ask Panther for at once, where it is not `size`.
  ///   - pages: the most pages to read of each list; as many as `size` takes, or ten where items are filtered.
  ///   - keep: our own filter, where Panther has none; nil keeps every item.
  ///   - isBefore: the order that each list has, by which they are merged; nil shows one list after the other.
  ///   - isEnough: whether a list need not be read further, given what was read of it.
  ///   - fetch: reads one page.
  /// - Throws: the error, when no list could be read. If only some of several lists fail, `facts` says so. The next
  ///   page tries a failed list again if the failure may pass.
  static func read(
    from place: ListPlace?, lists names: [String] = [""], size: Int, asking step: Int? = nil, pages: Int? = nil,
    keeping keep: (@Sendable (JSON) -> Bool)? = nil, merging isBefore: ((JSON, JSON) -> Bool)? = nil,
    until isEnough: (@Sendable ([JSON]) -> Bool)? = nil,
    fetch: @escaping @Sendable (ListPlace.Part) async throws -> Page
  ) async throws -> ListPage {
    let upstreamSize = step ?? (keep == nil ? size : max(size, leastSizeFiltered))
    let most = pages ?? (keep == nil ? (size + upstreamSize - 1) / upstreamSize : mostPagesFiltered)
    let parts = place?.parts ?? names.map { ListPlace.Part(name: $0, size: upstreamSize) }
    // Each list of the call once: a place must not lead to more requests than the call itself does.
    guard Set(parts.map(\.name)).count == parts.count, parts.allSatisfy({ names.contains($0.name) }) else {
      throw ArgumentError([
        "Argument `cursor` is not a place in this list. Make the first call again, without a cursor."
      ])
    }
    let outcomes = await parts.concurrentMap { part in
      await Result { try await UpstreamList.read(part, size, most, keep ?? { _ in true }, isEnough, fetch) }
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
    let seen = failures.errors.isEmpty ? place.map(\.seen) ?? 0 : nil
    let merged = MergedLists(lists, seen: seen, size: size, isBefore)
    var facts = failures.facts.merging(merged.count)
    if keep != nil { facts["looked_at"] = JSON(lists.reduce(0) { $0 + $1.looked }) }
    return ListPage(items: merged.items, paging: merged.paging, facts: facts)
  }
}

extension PantherError {
  /// Whether the same request may work at a later time.
  fileprivate var mayPass: Bool {
    [.rateLimited, .serverFault, .timedOut, .disconnected, .unreachable].contains(kind)
  }
}

extension Answer {
  /// An answer with the items of a page, its cursor and its facts.
  static func list(
    _ page: ListPage, _ fields: Projection = .everything, _ detail: Detail = .concise, named name: String
  ) -> Answer {
    list(page.items, fields, detail, named: name, paging: page.paging).adding(page.facts)
  }
}

extension Result where Failure == any Error {
  /// Does the work and keeps what it returns or throws.
  init(_ work: () async throws -> Success) async {
    do {
      self = .success(try await work())
    } catch {
      self = .failure(error)
    }
  }
}
