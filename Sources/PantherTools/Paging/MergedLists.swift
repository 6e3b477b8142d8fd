import JSON
import MCP

/// Lists of Panther's as the one list that an answer shows.
struct MergedLists {
  private let lists: [UpstreamList]
  /// The number of items on the pages before; nil when it is not known.
  private let seen: Int?
  /// For each item that is shown, the index of its list.
  private let order: [Int]
  let items: [JSON]

  /// - Parameters:
  ///   - seen: the number of items on the pages before; nil when it is not known.
  ///   - size: the most items of a merged list.
  ///   - isBefore: the order of the items in each list, by which they are merged; nil shows all of one list after the
  ///     other.
  init(_ lists: [UpstreamList], seen: Int?, size: Int, _ isBefore: ((JSON, JSON) -> Bool)?) {
    (self.lists, self.seen) = (lists, seen)
    guard let isBefore, lists.count > 1 else {
      order = lists.indices.flatMap { Array(repeating: $0, count: lists[$0].items.count) }
      items = lists.flatMap { $0.items.map(\.item) }
      return
    }
    var order: [Int] = []
    var items: [JSON] = []
    var taken = lists.map { _ in 0 }
    while items.count < size {
      // What such a list has next is not known yet, and might be the next of all.
      let isUnknown = lists.indices.contains {
        taken[$0] > 0 && taken[$0] == lists[$0].items.count && lists[$0].end != nil
      }
      if isUnknown { break }
      let heads = lists.indices.filter { taken[$0] < lists[$0].items.count }
      let first = heads.min { isBefore(lists[$0].items[taken[$0]].item, lists[$1].items[taken[$1]].item) }
      guard let first else { break }
      items.append(lists[first].items[taken[first]].item)
      order.append(first)
      taken[first] += 1
    }
    (self.order, self.items) = (order, items)
  }

  private var hasMore: Bool {
    lists.contains { $0.end != nil } || items.count < lists.reduce(0) { $0 + $1.items.count }
  }

  var paging: Answer.Paging {
    Answer.Paging(hasMore: hasMore) { [lists, seen, order] shown in
      var counts = lists.map { _ in 0 }
      for list in order.prefix(shown) { counts[list] += 1 }
      return ListPlace(zip(lists, counts).compactMap { $0.place(after: $1) }, seen: seen.map { $0 + shown }).json
    }
  }

  /// How many items there are, as a fact of the answer: all of them when this is the last page.
  var count: JSON.Object {
    seen.map { .count($0 + items.count, isWhole: !hasMore) } ?? [:]
  }
}
