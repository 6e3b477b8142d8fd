package import JSON

/// What a tool answers with: Panther's data, and what the reader must know about it.
package struct Answer: Sendable {
  enum Content: Sendable {
    case none
    case item(JSON, Projection)
    case list([JSON], Projection)
    case table(columns: [String], rows: [JSON], ColumnChoice?)
    /// Objects that are shown as tables.
    case tables([JSON], Grouping)
    case reading(FieldPage)
  }

  let name: String
  private(set) var content: Content
  /// The columns whose values are cut as titles are.
  private(set) var titles: Set<String> = []
  private(set) var paging: Paging?
  private(set) var isExtended = false
  private(set) var isData = true
  private(set) var reread: NextCall?

  /// Whether it shows several items, or would if there were any.
  var isList: Bool {
    switch content {
    case .list, .table, .tables: true
    case .none, .item, .reading: false
    }
  }

  /// Whether one of its facts is a list. Other facts are ours: counts, times, hints. A list may have names in it.
  var hasListInFacts: Bool { facts.members.contains { $0.value.array?.isEmpty == false } }

  /// Counts, ids, defaults that were applied, hints. They are shown whole, and before the data.
  package var facts: JSON.Object = [:]

  /// How a list goes on.
  package struct Paging: Sendable {
    /// Whether Panther has more after this page.
    let hasMore: Bool
    /// The call that the cursor belongs to, where it is not the call that was made.
    let call: NextCall?
    /// The number of items from the first of this page to the end of the list; nil where nobody knows.
    let all: Int?
    /// The place of the item at an index of this page. An index equal to the number of items means the place after the
    /// page.
    let place: @Sendable (Int) -> JSON

    /// - Parameters:
    ///   - hasMore: whether Panther has more after this page.
    ///   - call: the call that the cursor belongs to, where it is not the call that was made.
    ///   - all: the number of items from the first of this page to the end of the list, where it is known.
    ///   - place: makes the place of the item at an index of this page.
    package init(hasMore: Bool, call: NextCall? = nil, all: Int? = nil, place: @escaping @Sendable (Int) -> JSON) {
      self.hasMore = hasMore
      self.call = call
      self.all = all
      self.place = place
    }
  }

  /// An answer of facts alone, without data from the instance.
  package static func facts(_ facts: JSON.Object) -> Answer {
    var answer = Answer(name: "", content: .none)
    answer.facts = facts
    answer.isData = false
    return answer
  }

  /// An answer of one item.
  ///
  /// - Parameters:
  ///   - fields: what is shown of it, unless `detail` is full.
  ///   - name: its name in the answer.
  package static func item(
    _ item: JSON, _ fields: Projection = .everything, _ detail: Detail = .concise, named name: String
  ) -> Answer {
    Answer(name: name, content: .item(item, detail == .full ? .everything : fields)).extended(detail == .full)
  }

  /// An answer of a list. A concise list comes as columns and rows, a full one as whole objects.
  package static func list(
    _ items: [JSON], _ fields: Projection = .everything, _ detail: Detail = .concise, named name: String,
    paging: Paging? = nil
  ) -> Answer {
    var answer = Answer(name: name, content: .list(items, detail == .full ? .everything : fields))
    answer.paging = paging
    answer.titles = detail == .full ? [] : fields.titles
    return answer.extended(detail == .full)
  }

  /// An answer of rows that are arrays already, in the order of the columns.
  /// - Parameter choice: which columns need not stand in the rows; nil shows all of them.
  package static func table(
    _ rows: [JSON], columns: [String], choosing choice: ColumnChoice? = nil, named name: String, paging: Paging? = nil
  ) -> Answer {
    var answer = Answer(name: name, content: .table(columns: columns, rows: rows, choice))
    answer.paging = paging
    return answer
  }

  /// An answer of objects as tables: what is the same in all of them is said once, and what differs stands in columns.
  ///
  /// - Parameters:
  ///   - key: the member that says which table an object belongs to.
  ///   - title: what the answer calls that value.
  ///   - choice: which members are shown.
  package static func tables(
    of items: [JSON], by key: String, titled title: String, choosing choice: ColumnChoice, named name: String,
    paging: Paging? = nil
  ) -> Answer {
    var answer = Answer(name: name, content: .tables(items, Grouping(key: key, title: title, choice: choice)))
    answer.paging = paging
    return answer
  }

  /// One value of another answer.
  static func reading(_ reading: FieldPage) -> Answer {
    Answer(name: "reading", content: .reading(reading)).extended()
  }

  private init(name: String, content: Content) {
    self.name = name
    self.content = content
  }

  /// The answer, allowed to grow to the hard limit because the caller asked for more than usual.
  package func extended(_ isExtended: Bool = true) -> Answer {
    var answer = self
    answer.isExtended = answer.isExtended || isExtended
    return answer
  }

  /// The answer with the call that reads its long values to their end, where it is not the call that was made.
  package func rereading(_ call: NextCall) -> Answer {
    var answer = self
    answer.reread = call
    return answer
  }

  /// The same answer of other data.
  private func replacing(_ content: Content) -> Answer {
    var answer = self
    answer.content = content
    return answer
  }

  /// The answer with further facts.
  package func adding(_ facts: JSON.Object) -> Answer {
    var answer = self
    answer.facts.merge(facts)
    return answer
  }
}

/// Members of the items, which a tool may complete after the items were read.
extension Answer {
  /// Whether its items are shown as rows of a table.
  package var isTable: Bool {
    guard case .list(_, let fields) = content else { return false }
    return fields.names != nil
  }

  /// The values that its items have under some keys, as far as these are shown.
  package func values(under keys: [String]) -> [JSON] {
    switch content {
    case .item(let item, let fields): return fields.shown(keys).compactMap { item[$0] }
    case .list(let items, let fields):
      let shown = fields.shown(keys)
      return items.flatMap { item in shown.compactMap { item[$0] } }
    case .none, .table, .tables, .reading: return []
    }
  }

  /// The same answer with other values under these keys.
  /// - Parameter value: makes the other value; nil keeps the old one.
  package func replacing(valuesUnder keys: [String], with value: (JSON) -> JSON?) -> Answer {
    func replaced(_ item: JSON) -> JSON {
      guard var object = item.object else { return item }
      for key in keys {
        if let other = object[key].flatMap(value) { object[key] = other }
      }
      return .object(object)
    }
    switch content {
    case .item(let item, let fields): return replacing(.item(replaced(item), fields))
    case .list(let items, let fields): return replacing(.list(items.map(replaced), fields))
    case .none, .table, .tables, .reading: return self
    }
  }
}

extension Projection {
  /// Those of some keys of an item that it shows.
  fileprivate func shown(_ keys: [String]) -> [String] {
    names.map { names in keys.filter(names.contains) } ?? keys
  }
}
