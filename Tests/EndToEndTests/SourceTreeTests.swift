import Foundation
import TestSupport
import Testing

/// What has to hold for the sources as a whole, so that a newcomer finds a way through them. Each test reports all that
/// it finds at once.
@Suite(.fewAtOnce) struct SourceTreeTests {
  private struct Source {
    /// Within the repository.
    let path: String
    let text: String

    let lines: [Substring]

    init(path: String, text: String) {
      (self.path, self.text) = (path, text)
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last == "" { lines.removeLast() }
      self.lines = lines
    }

    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
    /// The name of the target, for a path within `Sources`.
    var target: String { String(path.split(separator: "/")[1]) }
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All files below a path that are text, or the one file that it names.
  private static func files(_ path: String) -> [Source] {
    let url = root.appending(path: path)
    let below = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
    let paths = below.isEmpty ? [path] : below.map { "\(path)/\($0)" }
    return paths.sorted().compactMap { path in
      (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map { Source(path: path, text: $0) }
    }
  }

  private static let sources = files("Sources").filter { $0.path.hasSuffix(".swift") }

  private func expectNone(_ findings: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(Self.sources.count > 100, sourceLocation: sourceLocation)
    let text = "\(findings.count):\n" + findings.joined(separator: "\n")
    #expect(findings.isEmpty, "\(text)", sourceLocation: sourceLocation)
  }

  // MARK: Sizes

  @Test func `no file has more than 350 lines`() {
    expectNone(Self.sources.filter { $0.lines.count > 350 }.map { "\($0.path): \($0.lines.count) lines" })
  }

  @Test func `the median file has fewer than 80 lines`() {
    let counts = Self.sources.map(\.lines.count).sorted()
    let median = counts[counts.count / 2]
    expectNone(median < 80 ? [] : ["the median is \(median) lines"])
  }

  @Test func `no folder has more than 14 files side by side`() {
    let folders = Dictionary(grouping: Self.sources, by: \.folder).sorted { $0.key < $1.key }
    expectNone(folders.filter { $0.value.count > 14 }.map { "\($0.key): \($0.value.count) files" })
  }

  // MARK: Names

  /// The types that a file declares, but for those within others.
  private static func types(in lines: [Substring]) -> [String] {
    let pattern = /(?:@\w+(?:\([^)]*\))? )*(?:\w+ )*?(?:struct|class|enum|actor|protocol|typealias) `?(\w+).*/
    return lines.filter { $0.first?.isWhitespace == false && !$0.hasPrefix("//") }
      .compactMap { $0.wholeMatch(of: pattern).map { String($0.1) } }
  }

  @Test func `no two targets declare types of the same name`() {
    var targets: [String: Set<String>] = [:]
    for source in Self.sources {
      for type in Self.types(in: source.lines) { targets[type, default: []].insert(source.target) }
    }
    #expect(targets.count > 200)
    let shared = targets.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
    expectNone(shared.map { "\($0.key): \($0.value.sorted().joined(separator: ", "))" })
  }

  // MARK: Platforms

  /// Whoever has another system finds there what to look at. An import of what only one system has may stand anywhere.
  @Test func `what differs by system stands in folders named Platform`() {
    let conditions = (Self.sources + Self.files("Tests")).filter { !$0.path.contains("/Platform/") }.flatMap { source in
      source.lines.indices.filter { index in
        // An expression would take ten seconds for all lines.
        let words = source.lines[index].utf8.drop { $0 == UInt8(ascii: " ") }
        return words.starts(with: "#if ".utf8) || words.starts(with: "#elseif ".utf8)
      }
      .map { (source, $0) }
    }
    #expect(conditions.count > 5)
    expectNone(
      conditions.filter { source, line in
        let isImport =
          source.lines[line] == "#if canImport(FoundationNetworking)" && source.lines[line + 2] == "#endif"
          && source.lines[line + 1].contains("import FoundationNetworking")
        return !isImport
      }
      .map { source, line in "\(source.path):\(line + 1): \(source.lines[line])" })
  }

  // MARK: Words

  /// The names of what protocols require, those of the standard library among them. What implements one of them has the
  /// protocol's own doc comment.
  private static let requirements: Set<String> = {
    var names: Set = [
      "description", "debugDescription", "customMirror", "hash", "wrappedValue", "projectedValue",
      "stringInterpolation",
      "appendLiteral", "appendInterpolation", "stringLiteral", "integerLiteral", "booleanLiteral", "arrayLiteral",
      "dictionaryLiteral", "literalCapacity", "==", "<",
    ]
    for source in sources {
      var isInProtocol = false
      for line in source.lines {
        if line.contains(#/^(?:\w+ )*protocol /#) { isInProtocol = true }
        if line == "}" { isInProtocol = false }
        if isInProtocol, let name = line.firstMatch(of: #/^ +(?:static )?(?:mutating )?(?:func|var) (\w+)/#) {
          names.insert(String(name.1))
        }
      }
    }
    return names
  }()

  /// Numbers of the lines that declare something for the whole package, without a doc comment before it.
  private static func undocumented(_ lines: [Substring]) -> [Int] {
    let declaration =
      /\s*(?:@\w+(?:\([^)]*\))? )*(?:[a-z]+ )*?package (?:[a-z]+(?:\(set\))? )*?(?:(?:struct|class|enum|actor|protocol|typealias|associatedtype|func|var|let) (\w+|==|<)|subscript|init[?<]?\(?(\w*)).*/
    return lines.indices.filter { index in
      guard lines[index].contains("package "), let match = lines[index].wholeMatch(of: declaration) else {
        return false
      }
      if let name = match.1 ?? match.2, requirements.contains(String(name)) { return false }
      let before = lines[..<index].reversed().map { $0.drop(while: \.isWhitespace) }
      return before.first { !$0.hasPrefix("@") }?.hasPrefix("///") != true
    }
    .map { $0 + 1 }
  }

  @Test func `every declaration for the whole package has a doc comment`() {
    expectNone(
      Self.sources.flatMap { source in
        let lines = source.lines
        return Self.undocumented(lines).map { number in
          "\(source.path):\(number): \(lines[number - 1].drop(while: \.isWhitespace))"
        }
      })
  }

  /// The lines of a text that name what a clone of the repository does not have: numbers of rules, and papers.
  private static func foreign(_ text: String) throws -> [String] {
    let pattern = try NSRegularExpression(pattern: #"\b[AB]-[0-9]{3}\b|DESIGN[.]md|facts[/]"#)
    let whole = NSRange(text.startIndex..., in: text)
    return pattern.matches(in: text, range: whole).compactMap { match in
      Range(match.range, in: text).map {
        String(text[text.lineRange(for: $0)]).trimmingCharacters(in: .whitespacesAndNewlines)
      }
    }
  }

  @Test func `nothing names what the repository does not have`() throws {
    let places = ["Sources", "Tests", "README.md", ".github", "Dockerfile", ".ci"]
    expectNone(
      try places.flatMap { place in
        let files = Self.files(place)
        #expect(!files.isEmpty, "\(place)")
        return try files.flatMap { file in try Self.foreign(file.text).map { "\(file.path): \($0)" } }
      })
  }

  // MARK: Text from outside

  /// `JSON.string` gives a text that is safe to compare; a pattern takes it out as the outside wrote it. Where a text
  /// is only counted, cut or written on, this does no harm.
  @Test func `no text leaves a JSON value past the guard against hostile marks`() {
    let mayTakeItRaw = [
      "Sources/JSON/", "Sources/Cleaning/", "Sources/YAML/Writing/",
      "Sources/MCP/Tools/Answering/Rendering+Cutting.swift", "Sources/MCP/Tools/Answering/Tables/FlatColumns.swift",
      // Their patterns are of tokens of their own.
      "Sources/PantherDemo/GraphQL/", "Sources/PantherDemo/SQL/",
    ]
    expectNone(
      Self.sources.filter { source in !mayTakeItRaw.contains(where: source.path.hasPrefix) }.flatMap { source in
        source.lines.filter { $0.contains(".string(let ") || $0.contains("let .string(") }.map {
          "\(source.path): \($0)"
        }
      })
  }

  // MARK: The map

  /// What stands in backticks and is a path: one below a folder of the repository or of its targets, or a file's name.
  private static func paths(in text: String) -> [String] {
    let folders: Set<Substring> = ["Sources", "Tests", ".github", ".ci"]
    let targets = Set((sources + files("Tests")).map(\.target))
    return text.matches(of: /`([\w.+\-]+(?:\/[\w.+\-]+)*\/?)`/).map { $0.1 }.compactMap { path in
      let parts = path.split(separator: "/")
      if parts.count > 1 || path.hasSuffix("/") {
        guard let first = parts.first else { return nil }
        return folders.contains(first) || targets.contains(String(first)) ? String(path) : nil
      }
      return path.hasSuffix(".swift") || path.hasSuffix(".md") || path.hasSuffix(".yml") ? String(path) : nil
    }
  }

  @Test func `the map of the architecture names only what exists`() throws {
    let map = try String(contentsOf: Self.root.appending(path: ".github/ARCHITECTURE.md"), encoding: .utf8)
    let paths = Self.paths(in: map)
    #expect(paths.count > 5)
    let names = Set(
      ["Sources", "Tests", ".github", ".ci"].flatMap(Self.files).compactMap { $0.path.split(separator: "/").last })
    expectNone(
      paths.filter { path in
        if !path.contains("/"), names.contains(Substring(path)) { return false }
        return !["", "Sources", "Tests"].contains { folder in
          FileManager.default.fileExists(atPath: Self.root.appending(path: folder).appending(path: path).path)
        }
      })
  }

  @Test func `workflows, scripts and the image name only files that exist`() throws {
    let files = [".github", ".ci", "Dockerfile"].flatMap(Self.files)
    #expect(files.count > 5)
    expectNone(
      files.flatMap { file in
        file.text.matches(of: /\b(?:Sources|Tests)\/[\w.+\-\/]*\w/).map { String($0.0) }
          .filter { !FileManager.default.fileExists(atPath: Self.root.appending(path: $0).path) }
          .map { "\(file.path): \($0)" }
      })
  }

  @Test func `the Dockerfile alone names the toolchain's image`() throws {
    let files = [".github", ".ci", "Dockerfile"].flatMap(Self.files)
    #expect(files.filter { $0.text.contains(/swift:\d/) }.map(\.path) == ["Dockerfile"])
  }

  @Test func `workflows run what is pinned, for a limited time, with permissions that each job names`() {
    let workflows = Self.files(".github/workflows")
    #expect(workflows.count > 2)
    let uses = workflows.flatMap { file in file.lines.filter { $0.contains("uses: ") }.map { (file.path, $0) } }
    #expect(uses.count > 20)
    expectNone(
      uses.filter { !$0.1.contains(/uses: (?:\.\/|[\w\-\/]+@[0-9a-f]{40} # v[0-9])/) }.map { "\($0.0): \($0.1)" })
    expectNone(
      workflows.filter { file in
        let jobs = file.lines.count { $0.hasPrefix("    runs-on: ") }
        return !file.text.contains("\npermissions: {}\n")
          || file.lines.count { $0.hasPrefix("    timeout-minutes: ") } != jobs
          || file.lines.count { $0.hasPrefix("    permissions:") }
            != jobs + file.lines.count { $0.hasPrefix("    uses: ") }
      }
      .map(\.path))
  }

  @Test func `only a few tests run at the same time`() throws {
    let files = Self.files("Tests").filter { $0.text.contains("  @Test") }
    #expect(files.count > 90)
    expectNone(files.filter { !$0.text.contains("@Suite(.fewAtOnce") && !$0.text.contains("\nextension ") }.map(\.path))
  }

  // MARK: These tests themselves

  @Test func `what breaks a rule is found`() throws {
    let text = """
      package struct Naked {
        /// It is.
        package let documented = 1
        @discardableResult
        package static func bare() -> Int { 1 }
        /// It is, too.
        @MainActor
        package private(set) var also = 2
        package init() {}
        package import Nothing
        let package = "package let"
      }
      @MainActor private final class `Hidden` {}
      // struct Told {}
      """
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(Self.undocumented(lines) == [1, 5, 9])
    #expect(Self.types(in: lines) == ["Naked", "Hidden"])
    let numbers = ["A", "B"].map { "x (\($0)-" + "123) y\n" }
    #expect(
      try Self.foreign("as it is\n\(numbers.joined())US-ASCII A-1234 XA-" + "123\n") == [
        "x (A-" + "123) y", "x (B-" + "123) y",
      ])
    #expect(try Self.foreign("see DESIGN" + ".md\nfacts" + "/x") == ["see DESIGN" + ".md", "facts" + "/x"])
    #expect(
      Self.paths(in: "`Sources/JSON`, `MCP/Nope.swift`, `README.md`, `tools/call`, `swift test`, `Tests/`")
        == ["Sources/JSON", "MCP/Nope.swift", "README.md", "Tests/"])
  }
}
