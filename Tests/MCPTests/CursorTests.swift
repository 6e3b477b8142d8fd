import Foundation
import JSON
import Sealing
import TestSupport
import Testing

@testable import MCP

/// A list of ten numbers, two on a page.
private struct ListNumbers: Tool {
  struct Place: CursorPlace {
    let start: Int
    init(_ start: Int) { self.start = start }
    init?(place: JSON) {
      guard let start = place.int else { return nil }
      self.start = start
    }
    var json: JSON { JSON(start) }
  }

  typealias Context = ToolCall
  static let summary = "Lists numbers."
  static let effect = Effect.reads
  static let readsFields = true
  @Argument("What stands before each number") var prefix: String
  @Argument("Only these") var only: [Int] = []
  @Argument("Numbers per page", .range(1...5), perPage: true) var limit = 2
  @Argument("Which way") var order = "up"
  @Argument("Where to go on") var cursor: Place?

  func answer(_ call: ToolCall) async throws -> Answer {
    let start = cursor?.start ?? 0
    let items = (start..<min(10, start + limit)).map { JSON.string("\(prefix)\($0)") }
    let paging = Answer.Paging(hasMore: start + limit < 10) { JSON(start + $0) }
    return .list(items, named: "numbers", paging: paging)
      .adding(["asked": JSON(Int(call.askedAt.timeIntervalSince1970)), "only": .array(only.map { JSON($0) })])
  }
}

/// Takes the cursors of the other tool, and one argument more.
private struct CountOn: Tool {
  typealias Context = ToolCall
  static let summary = "Goes on with a list of numbers."
  static let effect = Effect.reads
  static let cursorsTaken = [ListNumbers.name]
  @Argument("A word") var word: String
  @Argument("Where to go on") var cursor: ListNumbers.Place?

  func answer(_ call: ToolCall) async throws -> Answer {
    .facts(["start": cursor.map { JSON($0.start) } ?? .null, "word": .string(word)])
  }
}

@Suite(.fewAtOnce) struct CursorTests {
  private let clock = TestClock()

  private func toolbox(_ carrier: (any CursorCarrier)? = nil) -> Toolbox<ToolCall> {
    let carrier = carrier ?? CursorHandles { [clock] in clock.now }
    return Toolbox(
      [AnyTool(ListNumbers.self), AnyTool(CountOn.self), AnyTool(EchoArguments.self)], gates: Gates(cursors: carrier),
      now: { [clock] in Date(timeIntervalSince1970: clock.now) }
    ) { $0 }
  }

  private func sealed(_ key: UInt8 = 1) -> SealedCursors {
    SealedCursors(Seal(key: Array(repeating: key, count: 32)) { [clock] in clock.now })
  }

  private func call(
    _ toolbox: Toolbox<ToolCall>, _ arguments: JSON.Object, tool: String = "list_numbers"
  ) async throws -> JSON {
    let result = try await toolbox.call(tool, arguments)
    return result.isError ? .string(String(decoding: result.text, as: UTF8.self)) : try JSON(parsing: result.text)
  }

  private func first(_ toolbox: Toolbox<ToolCall>, _ arguments: JSON.Object = ["prefix": "n"]) async throws -> JSON {
    try #require(try await call(toolbox, arguments)["next_cursor"])
  }

  // MARK: Filling in

  @Test func `a page reads the arguments of the first page`() async throws {
    for carrier in [nil, sealed()] as [(any CursorCarrier)?] {
      let toolbox = toolbox(carrier)
      var arguments: JSON.Object = ["prefix": "n", "only": [1, 2], "limit": 3]
      var all: [JSON] = []
      while true {
        let page = try await call(toolbox, arguments)
        all += page["numbers"]?.array ?? []
        #expect(page["only"] == [1, 2])
        guard let cursor = page["next_cursor"] else { break }
        arguments = ["cursor": cursor]
      }
      #expect(all == (0..<10).map { .string("n\($0)") })
    }
  }

  @Test func `relative times count from the first page`() async throws {
    let toolbox = toolbox()
    let first = try await call(toolbox, ["prefix": "n"])
    clock.advance(100)
    let second = try await call(toolbox, ["cursor": try #require(first["next_cursor"])])
    #expect(second["asked"] == first["asked"])
    let fresh = try await call(toolbox, ["prefix": "n"])
    #expect(fresh["asked"]?.int == (first["asked"]?.int ?? 0) + 100)
  }

  @Test func `the same arguments may come again, and what hosts fill in for nothing`() async throws {
    let toolbox = toolbox()
    let cursor = try await first(toolbox)
    for more: JSON.Object in [
      ["prefix": "n"], ["prefix": ""], ["only": .null], ["only": []], ["order": "up"], ["limit": 5],
    ] {
      let page = try await call(toolbox, more.merging(["cursor": cursor]))
      #expect(page["numbers"]?.array?.first == "n2", "\(more)")
      #expect(page["numbers"]?.array?.count == (more["limit"]?.int ?? 2))
    }
  }

  @Test func `other filters are refused by name`() async throws {
    let toolbox = toolbox()
    let cursor = try await first(toolbox)
    for more: JSON.Object in [["prefix": "m"], ["only": [3]], ["order": "down"]] {
      let error = try await call(toolbox, more.merging(["cursor": cursor])).string
      #expect(error?.contains("other filters (`\(more.keys[0])`)") == true, "\(error ?? "")")
    }
  }

  @Test func `unknown arguments beside a cursor are refused as without one`() async throws {
    let toolbox = toolbox()
    let error = try await call(toolbox, ["cursor": try await first(toolbox), "limits": 3]).string
    #expect(error?.hasPrefix("Unknown argument `limits`; did you mean `limit`?") == true)
  }

  @Test(arguments: [JSON.null, ""]) func `an empty cursor is none`(_ cursor: JSON) async throws {
    #expect(try await call(toolbox(), ["prefix": "n", "cursor": cursor])["numbers"]?.array?.first == "n0")
  }

  @Test func `a tool without a list takes no cursor`() async throws {
    let error = try await call(toolbox(), ["text": "a", "cursor": "x"], tool: "echo_arguments").string
    #expect(error?.hasPrefix("Unknown argument `cursor`") == true)
  }

  @Test func `one value of a later page is read with the page's cursor`() async throws {
    let toolbox = toolbox()
    let cursor = try await first(toolbox)
    #expect(try await call(toolbox, ["cursor": cursor, "field": "1"])["reading"]?["value"] == "n3")
    let long = String(repeating: "x", count: 5_000)
    let second = try await first(toolbox, ["prefix": .string(long), "limit": 1])
    let call = try await call(toolbox, ["cursor": second])["read_on"]?.string
    #expect(call == #"list_numbers {"cursor":"\#(second.string ?? "")","field":"0","field_offset":1000}"#)
  }

  // MARK: Of another tool

  @Test func `a cursor of another tool is refused, unless the tool takes it`() async throws {
    let toolbox = toolbox()
    let cursor = try await first(toolbox)
    #expect(try await call(toolbox, ["word": "w", "cursor": cursor], tool: "count_on") == ["start": 2, "word": "w"])
    let strict = Toolbox(
      [AnyTool(ListNumbers.self), AnyTool(OtherNumbers.self)], gates: Gates(cursors: sealed())
    ) { $0 }
    let error = try await call(strict, ["cursor": try await first(strict)], tool: "other_numbers").string
    #expect(error?.contains("belongs to another tool: list_numbers gave it, not other_numbers") == true)
  }

  private struct OtherNumbers: Tool {
    typealias Context = ToolCall
    static let summary = "Lists other numbers."
    static let effect = Effect.reads
    @Argument("Where to go on") var cursor: ListNumbers.Place?
    func answer(_ call: ToolCall) async throws -> Answer { .facts([:]) }
  }

  // MARK: Carriers

  @Test func `a handle is short, and the same page can be read again`() async throws {
    let toolbox = toolbox()
    let cursor = try await first(toolbox, ["prefix": .string(String(repeating: "long ", count: 900))])
    #expect((cursor.string ?? "").utf8.count <= 80)
    let pages = [try await call(toolbox, ["cursor": cursor]), try await call(toolbox, ["cursor": cursor])]
    #expect(pages[0]["numbers"] == pages[1]["numbers"])
  }

  @Test func `altered texts are refused, whatever was altered`() async throws {
    for carrier in [CursorHandles { [clock] in clock.now }, sealed()] as [any CursorCarrier] {
      let toolbox = toolbox(carrier)
      let cursor = try #require(try await first(toolbox).string)
      // The mark of the process is checked for itself.
      let start = cursor.firstIndex(of: "~").map { cursor.distance(from: cursor.startIndex, to: $0) + 1 } ?? 0
      for index in start..<cursor.count {
        var letters = Array(cursor)
        // Without its point, a sealed text looks like one of an earlier version.
        if letters[index] == "." { continue }
        letters[index] = letters[index] == "A" ? "B" : "A"
        let error = try await call(toolbox, ["cursor": .string(String(letters))]).string
        #expect(error?.contains("exactly as an answer of this tool gave it") == true, "\(index): \(error ?? "")")
      }
      #expect(try await call(toolbox, ["cursor": .string(String(cursor.dropLast()))]).string != nil)
      #expect(try await call(toolbox, ["cursor": .string(cursor + "A")]).string != nil)
    }
  }

  @Test func `after an hour a cursor is too old`() async throws {
    for carrier in [CursorHandles { [clock] in clock.now }, sealed()] as [any CursorCarrier] {
      let toolbox = toolbox(carrier)
      let cursor = try await first(toolbox)
      clock.advance(3_590)
      #expect(try await call(toolbox, ["cursor": cursor])["numbers"] != nil)
      clock.advance(20)
      #expect(try await call(toolbox, ["cursor": cursor]).string?.contains("too old") == true)
    }
  }

  @Test func `a thousand cursors are kept, and the oldest goes first`() async throws {
    let toolbox = toolbox()
    let oldest = try await first(toolbox)
    for _ in 1..<CursorHandles.limit { _ = try await first(toolbox) }
    #expect(try await call(toolbox, ["cursor": oldest])["numbers"] != nil)
    // That page gave one more cursor.
    #expect(try await call(toolbox, ["cursor": oldest]).string?.contains("too old") == true)
  }

  @Test func `large arguments do not fill memory`() async throws {
    let handles = CursorHandles { [clock] in clock.now }
    let big = JSON.Object([("prefix", .string(String(repeating: "x", count: 3 << 20)))])
    let texts = (0..<20).map { place in
      handles.text(
        for: Cursor(tool: "t", arguments: big, askedAt: Date(timeIntervalSince1970: 0), place: JSON(place)),
        caller: "local")
    }
    let kept = texts.filter { (try? handles.cursor(of: $0, caller: "local")) != nil }
    #expect(kept == Array(texts.suffix(5)))
  }

  @Test func `no caller pushes out the cursors of another`() async throws {
    let handles = CursorHandles { [clock] in clock.now }
    func text(_ caller: String, _ place: Int) -> String {
      handles.text(
        for: Cursor(tool: "t", arguments: [:], askedAt: Date(timeIntervalSince1970: 0), place: JSON(place)),
        caller: caller)
    }
    let quiet = (0..<10).map { text("quiet", $0) }
    let busy = (0..<2_000).map { text("busy", $0) }
    for (place, text) in quiet.enumerated() {
      #expect(try handles.cursor(of: text, caller: "quiet").place == JSON(place))
    }
    let kept = busy.filter { (try? handles.cursor(of: $0, caller: "busy")) != nil }
    #expect(kept == Array(busy.suffix(CursorHandles.limit - 10)))
  }

  @Test func `a cursor of another process or caller is of no use`() async throws {
    let cursor = try await first(toolbox())
    #expect(try await call(toolbox(), ["cursor": cursor]).string?.contains("exactly as an answer") == true)
    let foreign = try await call(toolbox(), ["cursor": "abc123~AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAA"]).string
    #expect(foreign?.contains("before this server was started anew, or by another replica") == true)
    let handles = CursorHandles { [clock] in clock.now }
    for carrier in [handles, sealed()] as [any CursorCarrier] {
      let some = Cursor(tool: "t", arguments: [:], askedAt: Date(timeIntervalSince1970: 0), place: 1)
      let text = carrier.text(for: some, caller: "alice")
      #expect(text.utf8.count == carrier.length(of: some, caller: "alice"))
      #expect(try carrier.cursor(of: text, caller: "alice") == some)
      #expect(throws: CursorFault.altered) { try carrier.cursor(of: text, caller: "bob") }
    }
  }

  @Test func `replicas that share a key read one another's cursors`() async throws {
    let cursor = try await first(toolbox(sealed(7)))
    #expect(try await call(toolbox(sealed(7)), ["cursor": cursor])["numbers"]?.array?.first == "n2")
    #expect(try await call(toolbox(sealed(8)), ["cursor": cursor]).string?.contains("exactly as an answer") == true)
  }

  @Test func `a cursor of an earlier version is named as one`() async throws {
    let old = Array(#"["list_numbers","limit=2&cursor=x",0,{}]"#.utf8).base64URL
    for carrier in [CursorHandles { [clock] in clock.now }, sealed()] as [any CursorCarrier] {
      let error = try await call(toolbox(carrier), ["cursor": .string(old)]).string
      #expect(error?.contains("by an earlier version of this server") == true)
    }
  }
}
