import Cleaning
import JSON

/// The items of an answer's list, and how they are written: as they are, or as the rows of one or several tables.
///
/// They are written in the order of their page, because a cursor goes on after some number of them; a table may get its
/// rows one by one.
struct ListItems {
  /// A part of the list that is written on its own: a table, or all whole items.
  struct Section {
    /// What stands before its items, and after them.
    let open: String
    let close: String
    /// The call that reads one value of its items.
    let call: ReadingCall
    /// The path of the section.
    var path = FieldPath()
    /// What is cut of the text before the items.
    var cuts: [CutValue] = []

    /// The room that it takes without its items.
    var size: Budget.Size {
      Budget.Size(Array(open.utf8)) + Budget.Size(count: close.utf8.count + 1) + cuts.size(after: [])
    }
  }

  let sections: [Section]
  /// What stands before the list, beside it.
  var lead: JSON.Object = [:]
  /// The places in a row of the values that are cut as titles are.
  var titles: [Int] = []
  let count: Int
  /// The section of an item, and the item's number in it.
  let place: (Int) -> (section: Int, row: Int)
  /// The item as it may be shown.
  let clean: (Int, inout Sanitizer) -> JSON

  init(
    _ sections: [Section], count: Int, place: @escaping (Int) -> (section: Int, row: Int) = { (0, $0) },
    clean: @escaping (Int, inout Sanitizer) -> JSON
  ) {
    (self.sections, self.count, self.place, self.clean) = (sections, count, place, clean)
  }

  /// Items that are shown as they are.
  init(whole items: [JSON], _ call: ReadingCall) {
    self.init([Section(open: "[", close: "]", call: call)], count: items.count) { $1.clean(items[$0]) }
  }

  /// A JSON object with the list as its last member. Of several sections, only those with items are written.
  func text(_ writers: [JSONWriter], named name: String) -> [UInt8] {
    var text = JSONWriter(capacity: writers.reduce(64) { $0 + $1.bytes.count })
    text.raw("{")
    for member in lead.members {
      text.write(member.key)
      text.raw(":")
      text.write(member.value)
      text.raw(",")
    }
    text.write(name)
    text.raw(sections.count == 1 ? ":" : ":[")
    var isFirst = true
    for (section, items) in zip(sections, writers) where sections.count == 1 || !items.bytes.isEmpty {
      if !isFirst { text.raw(",") }
      isFirst = false
      text.raw(section.open)
      text.raw(items.bytes)
      text.raw(section.close)
    }
    text.raw(sections.count == 1 ? "}" : "]}")
    return text.bytes
  }
}
