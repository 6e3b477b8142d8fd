import JSON

extension YAMLReader {
  /// Reads a list or a mapping in brackets, which may go over several lines. Between its parts, tabs do no harm.
  mutating func flow(_ depth: Int) throws(YAMLError) -> JSON {
    try checkDepth(depth)
    return byte == Byte.openList ? try flowList(depth) : try flowMapping(depth)
  }

  private mutating func flowList(_ depth: Int) throws(YAMLError) -> JSON {
    let start = at
    var items: [JSON] = []
    at += 1
    while true {
      try skipInFlow(from: start)
      guard byte != Byte.closeList else { break }
      items.append(try flowValue(depth))
      try skipInFlow(from: start)
      guard byte != Byte.comma else {
        at += 1
        continue
      }
      guard byte == Byte.closeList else { throw error("a comma or ] is expected in the list") }
    }
    at += 1
    return .array(items)
  }

  private mutating func flowMapping(_ depth: Int) throws(YAMLError) -> JSON {
    let start = at
    var members = Members()
    at += 1
    while true {
      try skipInFlow(from: start)
      guard byte != Byte.closeMapping else { break }
      let (place, line) = (at, lineStart)
      try members.append(try flowKey(), to: self, at: place)
      try skipInFlow(from: start)
      var value = JSON.null
      if byte == Byte.colon {
        guard lineStart == line else { throw error("a key must stand on one line, with its colon", at: place) }
        at += 1
        try skipInFlow(from: start)
        if byte != Byte.comma, byte != Byte.closeMapping { value = try flowValue(depth) }
        try skipInFlow(from: start)
      }
      members.values.append(value)
      guard byte != Byte.comma else {
        at += 1
        continue
      }
      guard byte == Byte.closeMapping else { throw error("a comma or } is expected in the mapping") }
    }
    at += 1
    return members.object
  }

  private mutating func skipInFlow(from start: Int) throws(YAMLError) {
    try skipToContent(tabs: true)
    guard isAtEnd else { return }
    let (bracket, closing) = bytes(start..<start + 1).first == Byte.openList ? ("[", "]") : ("{", "}")
    throw error("this \(bracket) has no \(closing)", at: start)
  }

  private mutating func flowKey() throws(YAMLError) -> String {
    switch byte {
    case Byte.quote, Byte.apostrophe: return try quoted()
    case Byte.openList, Byte.openMapping: throw error("a key must be a text")
    default:
      try refuseInFlow()
      let line = try plainLine(inFlow: true)
      guard byte != Byte.newline else { throw error("a key must stand on one line, with its colon") }
      return try key(line)
    }
  }

  private mutating func flowValue(_ depth: Int) throws(YAMLError) -> JSON {
    switch byte {
    case Byte.openList, Byte.openMapping: return try flow(depth + 1)
    case Byte.quote, Byte.apostrophe: return .string(try quoted())
    default:
      try refuseInFlow()
      return try plainScalar(try plainLine(inFlow: true), inside: nil)
    }
  }

  private func refuseInFlow() throws(YAMLError) {
    if byte == Byte.dash, isIndicator { throw error("no list with dashes may stand inside brackets") }
    if byte == Byte.colon || byte == Byte.question {
      throw error("a text in brackets cannot begin with \(Character(Unicode.Scalar(byte))); put it into quotes")
    }
    try refuseIndicators()
  }
}
