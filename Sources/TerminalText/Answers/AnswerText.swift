package import JSON

/// The answer of a tool, for a person to read.
///
/// Only words of ours begin a line at its left edge. Values stand after their name, and whatever has several lines is
/// indented: whoever wrote a value could write `warning: …` into it.
package struct AnswerText {
  private let answer: JSON
  private let screen: Screen
  private let hint: (_ text: String) -> String
  private let command: (_ tool: String?, _ arguments: JSON.Object) -> String
  private let chart: Drawing?
  /// What a total counts: the rows of the table after it, or what the tool lists.
  private let counted: String

  /// - Parameters:
  ///   - answer: the object that the tool answered with.
  ///   - tool: the name of the tool.
  ///   - hint: a text of ours that proposes arguments, in the words of the command line.
  ///   - command: the command line that makes a call; without a tool, of the one that has answered.
  package init(
    _ answer: JSON, of tool: String, on screen: Screen, hint: @escaping (_ text: String) -> String = { $0 },
    command: @escaping (_ tool: String?, _ arguments: JSON.Object) -> String
  ) {
    (self.answer, self.screen, self.hint, self.command) = (answer, screen, hint, command)
    chart = Drawing(of: answer)
    let members = answer.object?.members ?? []
    let total = members.firstIndex { $0.key.hasPrefix("total") } ?? 0
    let list =
      members[total...].first { $0.value.isTable }?.key
      ?? (tool.hasPrefix("list_") ? String(tool.dropFirst(5)) : nil)
    counted = list.map(Words.label) ?? "total"
  }

  private static let indent = 2

  /// What a model has to be told, and what stands in other places here.
  private var silent: Set<String> {
    Set(
      ["notice", "now", "chart", "next_cursor", "cut", "cut_values", "read_on", "left_out", "escaped", "redacted"]
        + Self.frame + [chart?.timesName].compactMap(\.self))
  }

  /// What an answer was made with.
  private static let frame = ["window", "time_window", "interval_in_minutes", "defaults", "demo"]

  /// The lines of the answer.
  package var lines: [Line] {
    guard let members = answer.object?.members else { return Block(answer, hasLabels: true).lines(on: screen) }
    let shown = members.filter {
      // Counts by something say nothing where there is nothing to count.
      !silent.contains($0.key) && !($0.key.hasPrefix("by_") && $0.value.object?.isEmpty == true)
    }
    let blocks = shown.filter(isBlock)
    var groups = [frame]
    var numbers: [JSON.Member] = []
    func end(with lines: [Line]) {
      groups[groups.count - 1] += line(of: numbers) + lines
      numbers = []
    }
    for member in shown {
      if isBlock(member) {
        end(with: [])
        // Numbers between two blocks belong to the second.
        let lead = groups.count > 1 && groups.last?.count == 1 ? groups.removeLast() : []
        groups += [
          lead + block(member, isNamed: blocks.count > 1 || member.value.object != nil && !member.value.isTable), [],
        ]
      } else if member.value.string == nil, member.value.array == nil {
        numbers.append(member)
      } else {
        end(with: fact(member))
      }
    }
    end(with: [])
    groups += footer(below: screen.text(Array(groups.joined())))
    return Array(groups.filter { !$0.isEmpty }.joined(separator: [Line()]))
  }

  /// Whether it needs lines of its own. A few numbers do not, if it was us who named them.
  private func isBlock(_ member: JSON.Member) -> Bool {
    guard member.value.hasParts else { return false }
    guard Tally(member.value) != nil, !member.key.hasPrefix("by_"), let names = member.value.object?.keys else {
      return true
    }
    return !names.allSatisfy { $0.utf8.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) } }
  }

  // MARK: Parts

  /// The window and the defaults.
  private var frame: [Line] {
    var facts: [String] = []
    if let from = time(answer["window"]?["from"]), let to = time(answer["window"]?["to"]) {
      facts.append("\(from) to \(to) UTC")
    }
    // Sums over the whole time have no steps.
    let interval = chart?.timesName == nil ? nil : answer["interval_in_minutes"]
    if let minutes = (interval ?? answer["time_window"])?.int { facts.append("in steps of \(Words.minutes(minutes))") }
    if let defaults = answer["defaults"] { facts.append(hint(defaults.line)) }
    if answer["demo"] != nil { facts.append("sample data of the demo instance") }
    return facts.isEmpty ? [] : screen.paragraph("", facts.joined(separator: screen.separator), .dim)
  }

  private func time(_ value: JSON?) -> String? {
    value?.string.map { Timestamp($0)?.short(now: screen.now) ?? $0 }
  }

  /// Numbers and switches in one line: no one but us writes them.
  private func line(of members: [JSON.Member]) -> [Line] {
    guard !members.isEmpty else { return [] }
    let facts = members.map { member in
      let value =
        member.value.object.map { numbers in
          numbers.members.map { "\(number($0)) \(Words.label($0.key))" }.joined(separator: ", ")
        } ?? number(member)
      let isLeast = member.key.hasSuffix("_at_least")
      let name = isLeast ? String(member.key.dropLast(9)) : member.key
      return "\(name == "total" ? counted : Words.label(name)): \(isLeast ? "at least " : "")\(value)"
    }
    return screen.paragraph("", facts.joined(separator: screen.separator))
  }

  private func number(_ member: JSON.Member) -> String {
    guard let number = member.value.double else { return member.value.line }
    return Words.countsBytes(member.key) ? Words.bytes(number) : Words.grouped(member.value.line)
  }

  private func fact(_ member: JSON.Member) -> [Line] {
    let label = Words.label(member.key)
    if member.key == "sql" || member.key.hasSuffix("_sql"), let sql = member.value.string {
      return [Line("\(label):", .dim)] + screen.command(command("query_data_lake", ["sql": .string(sql)]))
    }
    let isAlarm = ["warning", "warnings", "error", "problems", "cut"].contains(member.key)
    let isHint = ["hint", "note", "warning", "warnings"].contains(member.key)
    let text = isHint ? hint(member.value.line) : member.value.line
    let value = member.value.string.flatMap(Timestamp.init)?.long(now: screen.now) ?? text
    return screen.paragraph(
      label, value.isEmpty ? "none" : value, isAlarm ? .yellow : member.value.style(named: member.key),
      nameStyle: isAlarm ? .yellow : .dim)
  }

  /// The members whose names are those of logs or of a query.
  private static let logs = ["result", "events"]

  private func block(_ member: JSON.Member, isNamed: Bool) -> [Line] {
    let chart = member.key == self.chart?.table ? self.chart : nil
    let inner = screen.narrowed(by: Self.indent)
    let block =
      Tally(member.value)?.lines(named: member.key, on: inner)
      ?? Block(member.value, hasLabels: !Self.logs.contains(member.key), chart: chart).lines(on: inner)
    let name = isNamed ? [Line("\(Words.label(member.key)):", .bold)] : []
    let title = chart?.title.map { screen.paragraph("Chart", $0, .bold) } ?? []
    return name + title + block.indented(by: Self.indent)
  }

  // MARK: What there is besides

  /// What was left out, and the commands that go on.
  ///
  /// - Parameter shown: the text above it. What does not stand there is not spoken of.
  private func footer(below shown: String) -> [[Line]] {
    var lines: [Line] = []
    func say(_ name: String, _ text: some StringProtocol) {
      lines += screen.paragraph(name, screen.words(String(text)), .dim, nameStyle: .dim)
    }
    if let text = answer["escaped"]?.string, shown.contains(#"\u{"#) { say("Escaped", text) }
    if let text = answer["redacted"]?.string { say("Redacted", text) }
    if let columns = answer["left_out"]?["columns"]?.array, !columns.isEmpty {
      let way = answer["left_out"]?["to_see"]?.string.map { " (to see them: \(hint($0)))" } ?? ""
      say("Left out", columns.map(\.line).joined(separator: ", ") + way)
    }
    let letters = shown.filter { !$0.isWhitespace }
    let cuts = (answer["cut_values"]?.array ?? []).map { ValueInPart($0, in: answer) }.filter { $0.isIn(letters) }
    if !cuts.isEmpty {
      let parts = cuts.prefix(3).map(\.words)
      let more = cuts.count > 3 ? " and \(cuts.count - 3) more" : ""
      say("Shown in part", parts.joined(separator: ", ") + more)
    }
    if let cut = answer["cut"]?.string {
      say("Cut", cut[..<(cut.firstRange(of: ": the answer is full")?.lowerBound ?? cut.endIndex)])
    }
    var groups = [lines]
    if let (tool, arguments) = call(answer["read_on"]?.string) {
      groups.append([Line("Read on:", .dim)] + screen.command(command(tool, arguments)))
    }
    if answer["next_cursor"] != nil, answer["demo"] != nil, nextTool != nil {
      let reason = "not from another command, because the demo instance forgets a query when its command ends."
      groups.append(screen.paragraph("More", reason, .dim, nameStyle: .dim))
    } else if let cursor = answer["next_cursor"]?.string {
      groups.append([Line("Next page:", .dim)] + screen.command(command(nextTool, ["cursor": .string(cursor)])))
    }
    return groups
  }

  /// The tool that goes on, as `cut` names it: `Go on with get_data_lake_query_results {"cursor":next_cursor}.`
  private var nextTool: String? {
    guard let cut = answer["cut"]?.string, let start = cut.firstRange(of: "Go on with ")?.upperBound else { return nil }
    return String(cut[start...].prefix { $0 != " " })
  }

  /// A call as answers write it: `get_alert {"alert_id":"…"}`.
  private func call(_ text: String?) -> (String, JSON.Object)? {
    guard let text, let space = text.firstIndex(of: " "),
      let arguments = (try? JSON(parsing: String(text[text.index(after: space)...])))?.object
    else { return nil }
    return (String(text[..<space]), arguments)
  }
}
