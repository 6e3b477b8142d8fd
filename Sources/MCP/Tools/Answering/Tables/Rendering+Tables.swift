import Cleaning
import JSON

/// What a table says once instead of in every row.
extension Rendering {
  /// Rows that are arrays already, in the order of the columns.
  ///
  /// - Parameter further: how many columns are left out because their names have no room.
  func table(
    _ columns: [String], _ rows: [JSON], _ choice: ColumnChoice?, _ answer: Answer, within budget: Budget,
    _ sanitizer: inout Sanitizer, without further: Int = 0
  ) -> Body {
    let before = sanitizer
    // As the keys of an object, because that is what a value is read from.
    let names = sanitizer.clean(.object(JSON.Object(unique: columns.map { JSON.Member($0, .null) }))).object?.keys ?? []
    let fitting = Self.count(of: names, within: budget / 4)
    guard fitting == names.count else {
      sanitizer = before
      let rows = rows.map { row in row.array.map { .array(Array($0.prefix(fitting))) } ?? row }
      return table(
        Array(columns.prefix(fitting)), rows, choice, answer, within: budget, &sanitizer, without: names.count - fitting
      )
    }
    let secrets = sanitizer.columns(columns)
    var split = choice.map { TableSplit(columns, rows, $0) } ?? TableSplit(columns: columns.count)
    var once = sanitizer
    let same = once.clean(
      row: .array(split.same.map { rows[0].array?[$0] ?? .null }), of: sanitizer.columns(split.same.map { columns[$0] })
    )
    let head = TableHead(names: names, paths: names.map { FieldPath([$0]) })
    let section = tableSection(head, &split, same, at: FieldPath(), answer, within: budget)
    if !split.same.isEmpty { sanitizer = once }
    let isWhole = split.shown.count == columns.count
    let shownSecrets = isWhole ? secrets : sanitizer.columns(split.shown.map { columns[$0] })
    let shown = split.shown
    var items = ListItems([section], count: rows.count) { index, sanitizer in
      guard !isWhole, case .array(let cells) = rows[index] else {
        return sanitizer.clean(row: rows[index], of: secrets)
      }
      return sanitizer.clean(row: .array(shown.map { cells[$0] }), of: shownSecrets)
    }
    items.lead = choice?.note(split.leftOut + (further > 0 ? ["\(further) more"] : [])) ?? [:]
    items.titles = shown.indices.filter { answer.titles.contains(columns[shown[$0]]) }
    return list(items, of: answer, within: budget, &sanitizer)
  }

  /// How many names have room.
  private static func count(of names: [String], within budget: Budget) -> Int {
    var left = budget
    for (count, name) in names.enumerated() {
      left = left - Budget.Size(JSON.string(name).bytes) - Budget.Size(count: 1)
      guard left.fits(Budget.Size(count: 0)) else { return count }
    }
    return names.count
  }

  /// Objects as tables.
  func tables(
    _ items: [JSON], _ grouping: Grouping, _ answer: Answer, within budget: Budget, _ sanitizer: inout Sanitizer
  ) -> Body {
    let groups = grouping.groups(of: items)
    // Objects are cleaned whole, because their values are read from whole objects, too. What is counted in one that is
    // not shown is forgotten again.
    var counts: [Sanitizer] = []
    let clean = items.map { item in
      let clean = sanitizer.clean(item)
      counts.append(sanitizer)
      return clean
    }
    var places: [(section: Int, row: Int)] = Array(repeating: (0, 0), count: items.count)
    var rows = clean
    var leftOut: [String] = []
    let sections = groups.enumerated().map { number, group in
      for (row, item) in group.enumerated() { places[item] = (number, row) }
      let path = FieldPath(groups.count > 1 ? ["\(number)"] : [])
      let objects = group.map { clean[$0] }
      let (section, cells, hidden) = tableSection(of: objects, grouping, at: path, answer, within: budget)
      leftOut += hidden
      for (item, row) in zip(group, cells) { rows[item] = row }
      return section
    }
    guard !sections.isEmpty else { return Body(text: JSON.object([answer.name: []]).bytes) }
    var list = ListItems(sections, count: items.count) {
      places[$0]
    } clean: { index, sanitizer in
      sanitizer = counts[index]
      return rows[index]
    }
    list.lead = grouping.choice.note(leftOut)
    return self.list(list, of: answer, within: budget, &sanitizer)
  }

  /// The table of some objects, and its rows. Where its columns would fill the answer, the rows are the whole objects.
  private func tableSection(
    of objects: [JSON], _ grouping: Grouping, at path: FieldPath, _ answer: Answer, within budget: Budget
  ) -> (ListItems.Section, rows: [JSON], leftOut: [String]) {
    let title = objects[0][path: [grouping.key]].map { JSON.Member(grouping.title, $0) }
    if let flat = FlatColumns(objects, without: grouping.key) {
      var split = TableSplit(flat.paths.map { $0.steps[0] }, flat.rows, grouping.choice)
      let same = JSON.array(split.same.map { flat.rows[0].array?[$0] ?? .null })
      let head = TableHead(title: title, names: flat.paths.map(\.text), paths: flat.paths)
      let section = tableSection(head, &split, same, at: path, answer, within: budget)
      let shown = split.shown
      if (budget / 2).fits(section.size) {
        let rows = flat.rows.map { row in JSON.array(shown.map { row.array?[$0] ?? .null }) }
        return (section, rows, split.leftOut)
      }
    }
    let head = JSON.object(JSON.Object(unique: [title].compactMap(\.self))).text.dropLast()
    let open = String(head) + (title == nil ? "" : ",") + #""rows":["#
    return (
      ListItems.Section(open: open, close: "]}", call: ReadingCall(answer.reread ?? reading), path: path), objects, []
    )
  }

  private func tableSection(
    _ head: TableHead, _ split: inout TableSplit, _ same: JSON, at path: FieldPath, _ answer: Answer,
    within budget: Budget
  ) -> ListItems.Section {
    let call = answer.reread ?? reading
    let depth = path.steps.count + 1
    // Their path is the one in the first row.
    let sameCall = ReadingCall(call, columns: split.same.map { head.paths[$0] }, at: depth)
    let fitting = stringLimits.lazy.map { shortened(same, at: path + "0", $0, sameCall) }
      .first { (budget / 4).fits(Budget.Size($0.value.bytes) + $0.cuts.size(after: [])) }
    if fitting == nil { split.keepSame() }
    let open = head.text(of: split, same: fitting?.value.array ?? [])
    let columns = split.shown.map { head.paths[$0] }
    return ListItems.Section(
      open: open, close: "]}", call: ReadingCall(call, columns: columns, at: depth), path: path,
      cuts: fitting?.cuts ?? [])
  }
}
