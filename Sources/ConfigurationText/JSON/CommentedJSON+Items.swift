extension CommentedJSON {
  /// A member of an object, or an element of a list.
  struct Item {
    /// Where its key begins, or in a list its value.
    let start: Int
    let value: Range<Int>
  }

  /// An object or a list.
  struct Container {
    /// The place of its opening bracket.
    let open: Int
    /// The place of its closing bracket.
    let close: Int
    let items: [Item]
  }

  /// The object or list whose bracket stands at a place.
  func container(at open: Int) -> Container {
    var items: [Item] = []
    var at = skipSpace(open + 1)
    let isObject = plain[open] == UInt8(ascii: "{")
    while plain[at] != UInt8(ascii: "}"), plain[at] != UInt8(ascii: "]") {
      let start = at
      if isObject { at = skipSpace(skipSpace(Self.endOfString(plain, at)) + 1) }
      let value = at..<endOfValue(at)
      items.append(Item(start: start, value: value))
      at = skipSpace(value.upperBound)
      if plain[at] == UInt8(ascii: ",") { at = skipSpace(at + 1) }
    }
    return Container(open: open, close: at, items: items)
  }

  func skipSpace(_ place: Int) -> Int {
    var at = place
    while at < plain.count, plain[at].isJSONSpace { at += 1 }
    return at
  }

  private func endOfValue(_ start: Int) -> Int {
    var (at, depth) = (start, 0)
    repeat {
      switch plain[at] {
      case UInt8(ascii: "\""): at = Self.endOfString(plain, at)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        at += 1
      case let byte where depth > 0 && (byte.isJSONSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")):
        at += 1
      default:
        while at < plain.count, !plain[at].isJSONSpace, !",}]".utf8.contains(plain[at]) { at += 1 }
      }
    } while depth > 0
    return at
  }

  /// The comma after an item, if there is one.
  func comma(after item: Item) -> Int? {
    var at = item.value.upperBound
    while at < uncommented.count, uncommented[at].isJSONSpace { at += 1 }
    return at < uncommented.count && uncommented[at] == UInt8(ascii: ",") ? at : nil
  }
}
