/// The names of an answer in words, and what their values mean to a person.
enum Words {
  /// A name of Panther or of ours as words: `createdAt` is created, `eventCount` is events, `detection.id` is detection.
  static func label(_ name: String) -> String {
    if let words = special[name] { return words }
    let steps = name.split(separator: ".").map(String.init)
    let own = steps.count > 1 && ["id", "email", "name"].contains(steps.last) ? Array(steps.dropLast()) : steps
    var words = own.flatMap(words)
    if words.count > 1, words[0] == "is" { words.removeFirst() }
    if words.count > 2, words.suffix(2) == ["at", "time"] { words.removeLast(2) }
    if words.count > 1, words.last == "at" { words.removeLast() }
    if words.count > 1, words.last == "count" {
      words.removeLast()
      if words[words.count - 1].last != "s" { words[words.count - 1] += "s" }
    }
    return words.joined(separator: " ")
  }

  /// Names that say too little where no description of them stands beside.
  private static let special = [
    "beyond_limit": "not in this answer", "events_of": "newest events are from",
    "all_rules_sql": "SQL for all rules", "sql_of_other_log_types": "SQL for other log types",
  ]

  /// `lastReceivedEventAt` and `last_received_event_at` are five words each; `outputIDs` is output IDs.
  private static func words(_ name: String) -> [String] {
    let letters = Array(name)
    var words: [String] = []
    var word = ""
    for (index, letter) in letters.enumerated() {
      let after = letters[(index + 1)...].prefix(2)
      // The last capital of several begins a word, but for a plural: CIDR, Blocks; output, IDs.
      let begins =
        letter.isUppercase && index > 0
        && (!letters[index - 1].isUppercase
          || after.first?.isLowercase == true && (after.count > 1 || after.first != "s"))
      if letter == "_" || begins {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if letter != "_" { word.append(letter) }
    }
    if !word.isEmpty { words.append(word) }
    return words.map { $0.dropFirst().contains(where: \.isUppercase) ? $0 : $0.lowercased() }
  }

  /// How a value of a member is colored: only where the whole value is one of a few words that say how bad it is.
  static func style(of value: String, named name: String) -> Style {
    let name = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard name.hasSuffix("severity") || name.hasSuffix("status") || name.hasSuffix("state") || name == "result" else {
      return .plain
    }
    return styles[value.lowercased()] ?? .plain
  }

  private static let styles: [String: Style] = [
    "critical": .strongRed, "high": .red, "medium": .yellow, "low": .cyan, "info": .dim,
    "open": .yellow, "triaged": .cyan, "resolved": .green, "closed": .dim,
    "succeeded": .green, "ok": .green, "passed": .green, "healthy": .green, "completed": .green,
    "running": .cyan, "failed": .red, "unhealthy": .red, "error": .red, "raises": .red, "cancelled": .dim,
  ]

  /// How a yes or no is colored, where one of them is bad news.
  static func style(of value: Bool, named name: String) -> Style {
    switch label(name) {
    case "healthy": value ? .green : .red
    case "enabled": value ? .plain : .dim
    default: .plain
    }
  }

  /// A number with its digits in groups of three: 54,576.
  static func grouped(_ number: String) -> String {
    guard number.count > 4, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return number }
    var groups: [Substring] = []
    var rest = number[...]
    while !rest.isEmpty {
      groups.append(rest.suffix(3))
      rest = rest.dropLast(3)
    }
    return groups.reversed().joined(separator: ",")
  }

  /// An amount of data: 54.6 GB.
  static func bytes(_ count: Double) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var (amount, unit) = (count, 0)
    while amount >= 999.5, unit < units.count - 1 { (amount, unit) = (amount / 1_000, unit + 1) }
    // A number in a log may be any.
    guard abs(amount) < 1e15 else { return "\(count) B" }
    guard unit > 0, amount < 99.95 else { return "\(Int(amount.rounded())) \(units[unit])" }
    let tenths = Int((amount * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// A number of minutes: 15 minutes, 1 hour, 1 day.
  static func minutes(_ count: Int) -> String {
    func words(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
    if count >= 1_440, count % 1_440 == 0 { return words(count / 1_440, "day") }
    return count >= 60 && count % 60 == 0 ? words(count / 60, "hour") : words(count, "minute")
  }

  /// Whether a number under this name counts bytes.
  static func countsBytes(_ name: String) -> Bool { name.split(separator: "_").contains("bytes") }
}
