import Text

/// Objects and their keys.
///
/// The objects of a list mostly have the same keys in the same order. So each key is first compared with the one in its
/// place in the object before: then it needs no text of its own, and no search for duplicates.
extension JSONParser {
  mutating func object(depth: Int) throws(JSONError) -> JSON {
    try enter(depth)
    var members: [JSON.Member] = []
    if byte == UInt8(ascii: "}") {
      at += 1
      return .object(JSON.Object())
    }
    while earlier.count <= depth { earlier.append([]) }
    let expected = earlier[depth]
    // Whether all keys so far are the expected ones, and whether none of them has an escape.
    var (isExpected, isPlain) = (true, true)
    while true {
      guard byte == UInt8(ascii: "\"") else { throw error("expected a key") }
      try take(2 * (MemoryLayout<JSON.Member>.stride - MemoryLayout<JSON>.stride))
      let key: String
      if members.count < expected.count, skip(expected[members.count].key) {
        key = expected[members.count].key
      } else {
        let start = at
        key = try string().readyToCompare
        isExpected = false
        // An escape is longer than what it stands for.
        isPlain = isPlain && at - start == key.utf8.count + 2
      }
      skipSpace()
      guard byte == UInt8(ascii: ":") else { throw error("expected :") }
      at += 1
      skipSpace()
      members.append(JSON.Member(key, try value(depth: depth)))
      skipSpace()
      switch byte {
      case UInt8(ascii: ","):
        at += 1
        skipSpace()
      case UInt8(ascii: "}"):
        let object = isExpected ? JSON.Object(unique: members) : JSON.Object(mergingDuplicatesIn: members)
        guard !refusesLoss || object.count == members.count else { throw error("a key stands twice in an object") }
        if !isExpected { earlier[depth] = isPlain ? object.members : [] }
        at += 1
        return .object(object)
      default: throw error("expected , or }")
      }
    }
  }

  /// Moves behind a key if it stands here, between quotes.
  ///
  /// - Parameter key: a key that was read before and had no escape in it.
  private mutating func skip(_ key: String) -> Bool {
    let end = at + 1 + key.utf8.count
    guard end < text.count, text[end] == UInt8(ascii: "\"") else { return false }
    guard key.isUTF8(UnsafeBufferPointer(rebasing: text[at + 1..<end])) else { return false }
    at = end + 1
    return true
  }
}
