import JSON

/// JSON with comments and with commas before closing brackets.
///
/// Both are replaced by spaces, so that what is left is plain JSON in which everything stands at its old place.
struct CommentedJSON: ConfigurationForm {
  let bytes: [UInt8]
  let root: JSON.Object
  /// The text without comments.
  let uncommented: [UInt8]
  /// The text without comments and without commas before closing brackets.
  let plain: [UInt8]
  private let comments: [Range<Int>]

  init(_ bytes: [UInt8]) throws(ConfigurationTextError) {
    self.bytes = bytes
    comments = try Self.comments(in: bytes)
    var blanked = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { blanked.replaceSubrange(..<3, with: repeatElement(0x20, count: 3)) }
    for comment in comments {
      for place in comment where !blanked[place].isJSONSpace { blanked[place] = 0x20 }
    }
    uncommented = blanked
    Self.blankLastCommas(&blanked)
    plain = blanked
    guard plain.contains(where: { !$0.isJSONSpace }) else {
      root = [:]
      return
    }
    let value: JSON
    do throws(JSONError) {
      value = try JSON(losslesslyParsing: plain)
    } catch {
      throw ConfigurationTextError(error.reason, at: error.offset, in: bytes)
    }
    guard let object = value.object else {
      throw ConfigurationTextError("there is \(value.kind), where an object in { } belongs")
    }
    root = object
  }

  private static func comments(in bytes: [UInt8]) throws(ConfigurationTextError) -> [Range<Int>] {
    var comments: [Range<Int>] = []
    var at = 0
    while at < bytes.count {
      switch (bytes[at], at + 1 < bytes.count ? bytes[at + 1] : 0) {
      case (UInt8(ascii: "\""), _): at = endOfString(bytes, at)
      case (UInt8(ascii: "/"), UInt8(ascii: "/")):
        let end = bytes.endOfLine(at: at)
        comments.append(at..<end)
        at = end
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        let start = at
        at += 2
        while at + 1 < bytes.count, bytes[at] != UInt8(ascii: "*") || bytes[at + 1] != UInt8(ascii: "/") { at += 1 }
        guard at + 1 < bytes.count else {
          throw ConfigurationTextError("this comment has no end (*/)", at: start, in: bytes)
        }
        at += 2
        comments.append(start..<at)
      default: at += 1
      }
    }
    return comments
  }

  private static func blankLastCommas(_ bytes: inout [UInt8]) {
    // The last two bytes that were no space, and where the last one stood.
    var (before, last, place) = (UInt8(ascii: ","), UInt8(ascii: ","), 0)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      let start = at
      at = byte == UInt8(ascii: "\"") ? endOfString(bytes, at) : at + 1
      guard !byte.isJSONSpace else { continue }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"), last == UInt8(ascii: ","),
        !"{[,:".utf8.contains(before)
      {
        bytes[place] = 0x20
      }
      (before, last, place) = (last, byte, start)
    }
  }

  /// The place after the string that begins at a place, or the end of the text where it has no end.
  static func endOfString(_ bytes: [UInt8], _ start: Int) -> Int {
    var at = start + 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(at + 1, bytes.count)
  }

  /// The place after the spaces and comments that follow on the same line. A comment may end on a later one.
  func endOfTrivia(at place: Int) -> Int {
    var at = place
    while at < bytes.count {
      if bytes[at] == 0x20 || bytes[at] == 0x09 {
        at += 1
      } else if let comment = comment(at: at) {
        at = comment.upperBound
      } else {
        break
      }
    }
    return at
  }

  private func comment(at place: Int) -> Range<Int>? {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].lowerBound < place { low = middle + 1 } else { high = middle }
    }
    return low < comments.count && comments[low].lowerBound == place ? comments[low] : nil
  }
}

extension UInt8 {
  var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
