import Concurrency
import JSON
import MCP
import Panther

/// Runs a detection in Panther's own engine. Nothing is saved: the request says so (`run-tests-only`), and Panther also
/// saves nothing when a test fails, which one test of each request always does.
struct TestEngine {
  let draft: Draft
  let panther: PantherClient

  /// What came of some tests.
  struct Outcome {
    /// A record for each test, in their order; nil where Panther gave none.
    fileprivate(set) var records: [TestRecord?]
    /// Why records are missing, each reason once.
    fileprivate(set) var problems: [String] = []

    var missing: Int { records.count { $0 == nil } }
  }

  /// The most tests of a request, and the most bytes. Panther documents no limit.
  static let (mostTests, mostBytes) = (25, 1 << 20)
  /// The most requests at once: each one runs code.
  private static let mostAtOnce = 4

  /// Runs a draft on tests, and at the same time the detection without its changes on other tests.
  ///
  /// - Parameters:
  ///   - old: the detection without the changes, and its tests; nil where nothing is compared.
  ///   - progress: called after each request for the draft with the number of tests that are done.
  /// - Returns: what came of the draft, with the problems of both; and the records of the other one, nil where Panther
  ///   does not run it: a detection that is broken must not keep anybody from mending it.
  static func compare(
    _ draft: Draft, _ tests: [EngineTest], with old: (draft: Draft, tests: [EngineTest])?, _ panther: PantherClient,
    progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> (now: Outcome, before: [TestRecord?]?) {
    async let then: Result<Outcome, any Error>? = old.asyncMap { old in
      await Result { try await TestEngine(draft: old.draft, panther: panther).run(old.tests) }
    }
    var now = try await TestEngine(draft: draft, panther: panther).run(tests, progress: progress)
    switch await then {
    case nil: return (now, nil)
    case .success(let before):
      before.problems.forEach { now.add("Before the changes: \($0)") }
      return (now, before.records)
    case .failure(let error) where error is CancellationError: throw error
    case .failure(let error):
      now.add("The stored detection could not be run, so nothing is compared with it: \(error)")
      return (now, nil)
    }
  }

  /// Runs tests, in as many requests as they take.
  ///
  /// - Parameter progress: called after each request with the number of tests that are done.
  /// - Throws: the error, when no request worked, or when Panther refuses the detection itself.
  func run(_ tests: [EngineTest], progress: @Sendable (Int) -> Void = { _ in }) async throws -> Outcome {
    var outcome = Outcome(records: Array(repeating: nil, count: tests.count))
    var firstError: (any Error)?
    var hasAnswer = false
    var todo = batches(tests)
    while !todo.isEmpty {
      let now = todo.prefix(Self.mostAtOnce)
      todo.removeFirst(now.count)
      let answers = await Array(now).concurrentMap { batch in
        (batch, await Result { try await send(tests, batch) })
      }
      try Task.checkCancellation()
      for (batch, answer) in answers {
        switch answer {
        case .success(let records):
          hasAnswer = true
          for (index, record) in records { outcome.records[index] = record }
          if records.count < batch.count { outcome.add("Panther's answer has no record of some tests.") }
        case .failure(let error as PantherError) where error.asksForLess && batch.count > 1:
          let middle = batch.lowerBound + batch.count / 2
          todo.insert(contentsOf: [batch.lowerBound..<middle, middle..<batch.upperBound], at: 0)
        case .failure(let error as PantherError)
        where [.invalid, .forbidden, .unauthorized].contains(error.kind) && error.status != 413:
          throw error
        case .failure(let error):
          firstError = firstError ?? error
          outcome.add("\(error)")
        }
      }
      progress(outcome.records.count - outcome.missing)
    }
    if !hasAnswer, let firstError { throw firstError }
    return outcome
  }

  /// Cuts tests into requests.
  private func batches(_ tests: [EngineTest]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    let empty = draft.sending(["tests": []]).bytes.count
    var (start, bytes) = (0, empty)
    for (index, test) in tests.enumerated() {
      let size = test.json(named: "must fail").bytes.count + 1
      // The first one is sent twice.
      if index > start, index - start == Self.mostTests - 1 || bytes + size > Self.mostBytes {
        batches.append(start..<index)
        (start, bytes) = (index, empty)
      }
      bytes += index == start ? 2 * size : size
    }
    return tests.isEmpty ? [] : batches + [start..<tests.count]
  }

  /// Sends one request.
  /// - Returns: the records, by the index of their test.
  private func send(_ tests: [EngineTest], _ batch: Range<Int>) async throws -> [Int: TestRecord] {
    // Our names: those of unit tests may be the same, or anything else.
    var sent = batch.map { tests[$0].json(named: "\($0)") }
    let first = tests[batch.lowerBound]
    sent.append(first.json(named: "must fail", expecting: !first.expected))
    // Panther takes no detection without a severity, and a new one may have none yet.
    let changes: JSON.Object = ["tests": .array(sent), "severity": .string(draft.severity ?? Severity.info.rawValue)]
    let records = try await panther.runTests(draft.kind.path(draft.id), body: draft.sending(changes))
    var read: [Int: TestRecord] = [:]
    for record in records {
      guard let index = record["name"]?.string.flatMap({ Int($0) }), batch.contains(index) else { continue }
      read[index] = TestRecord(record)
    }
    return read
  }
}

extension TestEngine.Outcome {
  fileprivate mutating func add(_ problem: String) {
    if !problems.contains(problem), problems.count < 3 { problems.append(problem) }
  }
}

extension PantherError {
  /// Whether fewer tests in one request may work: it was too large, or took too long.
  fileprivate var asksForLess: Bool { status == 413 || status == 504 || kind == .timedOut }
}

extension Optional {
  /// What is made of the value, if there is one.
  fileprivate func asyncMap<Value>(_ transform: (Wrapped) async -> Value) async -> Value? {
    guard let self else { return nil }
    return await transform(self)
  }
}
