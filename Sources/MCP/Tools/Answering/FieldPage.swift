import JSON

/// A value that is shown from an offset on, as far as the answer has room.
struct FieldPage: Sendable {
  let path: String
  let offset: Int
  /// The value, which was cleaned already.
  let value: JSON
  /// The call whose answer has the value.
  let call: NextCall

  func page(within budget: Budget) -> JSON {
    let isText = value.string != nil
    let text = (value.string ?? value.text).unicodeScalars
    let rest = text.dropFirst(offset)
    var page: JSON.Object = ["field": .string(path), "length": JSON(text.count)]
    if offset > 0 { page["from"] = JSON(offset) }
    // There must be room for the call that reads on, with as many digits as the offset may get.
    let left = budget - Budget.Size(JSON.object(page).bytes) - Budget.Size(JSON.string(readOn(from: .max)).bytes)

    var count = min(rest.count, max(left.characters, 0))
    var shown = JSON.string("")
    while true {
      shown = .string(String(Substring(rest.prefix(count))))
      if count <= 1 || left.fits(Budget.Size(shown.bytes)) { break }
      count = count * 3 / 4
    }
    let end = min(text.count, offset + count)
    if end < text.count { page["read_on"] = .string(readOn(from: end)) }
    page["value"] = !isText && offset == 0 && end == text.count ? value : shown
    return .object(page)
  }

  private func readOn(from offset: Int) -> String {
    var arguments = call.arguments
    arguments["field"] = .string(path)
    arguments["field_offset"] = JSON(offset)
    return NextCall(call.tool, arguments).text
  }
}
