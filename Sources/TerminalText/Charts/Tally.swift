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

  /// The room for bars that names do not take away.
  private static let shortestBar = 8

  func lines(named name: String, on screen: Screen) -> [Line] {
    let counts = members.map { Span(Words.grouped($0.value.line)) }
    let digits = counts.map(\.width).max() ?? 0
    let whole = members.map { Span($0.key) }
    let most = screen.isWide ? Int.max : max(screen.width / 2, screen.width - digits - 4 - Self.shortestBar)
    let names = zip(members, whole).map { member, span in
      Span(
        span.text.fittedAsValue(to: most, ellipsis: screen.ellipsis), Words.style(of: member.key, named: name))
    }
    let column = names.map(\.width).max() ?? 0
    let bars = Bars(members.map { $0.value.double ?? 0 }, isUnicode: screen.isUnicode)
    let room = max(1, min(Self.longestBar, screen.width - column - digits - 4))
    let lines = names.indices.map { index in
      Line([
        names[index], .gap(column - names[index].width + 2), .gap(digits - counts[index].width), counts[index], .gap(2),
        bars.bar(index, width: room),
      ])
    }
    return whole.contains { $0.width > most } ? lines + screen.noRoom(for: ["whole names"]) : lines
  }
}
