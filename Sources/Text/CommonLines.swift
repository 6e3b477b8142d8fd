/// Finds the lines that two texts share, in their order: what a diff shows as unchanged.
///
/// The search is that of Myers, "An O(ND) Difference Algorithm": the way with the fewest removed and added lines. Its time
/// and memory grow with the square of that number, so a difference of too many lines is taken as one whole block.
enum CommonLines {
  /// The most removed and added lines of a difference that is searched for.
  private static let mostChanges = 1_000

  /// Returns runs of shared lines: where each begins in the one text and in the other, and how many lines it has.
  static func runs(of old: [ExactText], _ new: [ExactText]) -> [(old: Int, new: Int, count: Int)] {
    var numbers: [ExactText: Int] = [:]
    func numbered(_ lines: [ExactText]) -> [Int] {
      lines.map { line in
        let number = numbers[line] ?? numbers.count
        numbers[line] = number
        return number
      }
    }
    let (first, second) = (numbered(old), numbered(new))
    let start = zip(first, second).prefix { $0 == $1 }.count
    let (oldRest, newRest) = (first[start...], second[start...])
    let end = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
    let inner = search(Array(oldRest.dropLast(end)), Array(newRest.dropLast(end)))
    let middle = inner.map { (old: $0.old + start, new: $0.new + start, count: $0.count) }
    let last = (old: old.count - end, new: new.count - end, count: end)
    return [(old: 0, new: 0, count: start)] + middle + [last]
  }

  private static func search(_ old: [Int], _ new: [Int]) -> [(old: Int, new: Int, count: Int)] {
    let most = min(mostChanges, old.count + new.count)
    // For each diagonal (place in `old` minus place in `new`), how far in `old` a way has come.
    var reach = [Int](repeating: 0, count: 2 * most + 2)
    var history: [[Int]] = []
    func isBetterDown(_ diagonal: Int, _ changes: Int, _ reach: [Int]) -> Bool {
      diagonal == -changes
        || diagonal != changes && reach[most + diagonal - 1] < reach[most + diagonal + 1]
    }
    for changes in 0...most {
      history.append(reach)
      for diagonal in stride(from: -changes, through: changes, by: 2) {
        var at =
          changes == 0
          ? 0
          : isBetterDown(diagonal, changes, reach) ? reach[most + diagonal + 1] : reach[most + diagonal - 1] + 1
        while at < old.count, at - diagonal < new.count, at - diagonal >= 0, old[at] == new[at - diagonal] { at += 1 }
        reach[most + diagonal] = at
        guard at >= old.count, at - diagonal >= new.count else { continue }
        return path(back: (old.count, new.count), changes, history) {
          isBetterDown($0, $1, $2)
        } reach: {
          $0[most + $1]
        }
      }
    }
    return []
  }

  /// Goes the way back from the end of both texts.
  private static func path(
    back end: (old: Int, new: Int), _ changes: Int, _ history: [[Int]],
    isDown: (_ diagonal: Int, _ changes: Int, _ reach: [Int]) -> Bool, reach: ([Int], Int) -> Int
  ) -> [(old: Int, new: Int, count: Int)] {
    var runs: [(old: Int, new: Int, count: Int)] = []
    var (at, to) = end
    for changes in stride(from: changes, to: 0, by: -1) {
      let diagonal = at - to
      let before = isDown(diagonal, changes, history[changes]) ? diagonal + 1 : diagonal - 1
      let old = reach(history[changes], before)
      let start = before > diagonal ? old : old + 1
      runs.append((old: start, new: start - diagonal, count: at - start))
      (at, to) = (old, old - before)
    }
    runs.append((old: 0, new: 0, count: at))
    return runs.reversed().filter { $0.count > 0 }
  }
}
