import JSON

/// Counts by what is counted, each with a bar: `{"OPEN": 19, "CLOSED": 25}`.
struct Tally {
  private let members: [JSON.Member]

  private static let longestBar = 40

  /// Nil for an object with other values than counts.
  init?(_ value: JSON) {
    guard let members = value.object?.members, !members.isEmpty, members.allSatisfy({ $0.value.int != nil }) else {
      return nil
    }
    self.members = members
  }

  func lines(named name: String, on screen: Screen) -> [Line] {
    let names = members.map {
      Span(
        Span($0.key).text.fitted(to: screen.width / 2, ellipsis: screen.ellipsis), Words.style(of: $0.key, named: name))
    }
    let counts = members.map { Span(Words.grouped($0.value.line)) }
    let column = names.map(\.width).max() ?? 0
    let digits = counts.map(\.width).max() ?? 0
    let bars = Bars(members.map { $0.value.double ?? 0 }, isUnicode: screen.isUnicode)
    let room = max(1, min(Self.longestBar, screen.width - column - digits - 4))
    return names.indices.map { index in
      Line([
        names[index], .gap(column - names[index].width + 2), .gap(digits - counts[index].width), counts[index], .gap(2),
        bars.bar(index, width: room),
      ])
    }
  }
}
