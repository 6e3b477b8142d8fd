import Audit
import Logging
import Sealing
import Dispatch
import Foundation
import MCP
import Panther
import PantherDemo
import PantherTools
import Synchronization
import JSON

/// Holds one conversation after another with the server, each with a seed of its own.
struct FuzzRun {
  static let linesPerConversation = 2000

  private let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid())")
  private var demo = DemoInstance()
  private var count = 0
  private var pool: [String] = []

  /// - Returns: what was found.
  mutating func conversation(seed: UInt64, overHTTP: Bool) -> [String] {
    count += 1
    // The instance keeps what is written to it, so it needs a new start now and then.
    if count % 20 == 0 { demo = DemoInstance() }
    var chance = Chance(seed: seed &* 31)
    let audit =
      count % 10 == 0 ? AuditLog(path: folder.path, isRequired: chance.once(in: 2), log: Log(level: .error)) : nil
    let (service, gates) = service(seed, &chance, audit)
    let problems = overHTTP ? converseOverHTTP(service, seed) : converse(service, seed)
    gates.finish()
    return problems + (audit == nil ? [] : verifyAudit())
  }

  private mutating func converse(_ service: Service, _ seed: UInt64) -> [String] {
    let findings = Findings()
    let session = Session(service) { findings.take($0) }
    var expected = ExpectedAnswers()
    forEachLine(seed) { line, number in
      // The revision that was agreed on before this line counts, and the server agrees on it without delay.
      expected.add(line, allowsBatches: findings.revision == Revision.march2025.rawValue)
      session.receive(line: line)
      guard number % 50 == 49 else { return [] }
      findings.wait(for: expected)
      return findings.takeHarvest()
    }
    session.finish(grace: .seconds(60))
    findings.compare(with: expected)
    return findings.problems
  }

  private mutating func converseOverHTTP(_ service: Service, _ seed: UInt64) -> [String] {
    do {
      var conversation = try HTTPConversation(service, seed: seed)
      forEachLine(seed) { line, _ in conversation.send(line) }
      conversation.stop()
      return conversation.problems
    } catch {
      return ["no server: \(error)"]
    }
  }

  /// - Parameter send: sends a line, and returns texts that later lines should use.
  private mutating func forEachLine(_ seed: UInt64, _ send: (_ line: [UInt8], _ number: Int) -> [String]) {
    var lines = HostileLines(seed: seed)
    lines.pool = pool
    for number in 0..<Self.linesPerConversation {
      let line = lines.next()
      guard !line.contains(0x0A) else { continue }
      let found = send(line, number)
      guard !found.isEmpty else { continue }
      pool = Array((found + pool).prefix(300))
      lines.pool = pool
    }
  }

  private func service(_ seed: UInt64, _ chance: inout Chance, _ audit: AuditLog?) -> (Service, Gates) {
    let configuration = Configuration(
      environment: [
        "PANTHER_INSTANCE_URL": "https://acme.example", "PANTHER_API_TOKEN": GarblingInstance.token,
        "PANTHER_REST_API_URL": "https://acme.example",
        "PANTHER_GQL_API_URL": "https://acme.example/public/graphql",
      ], demo: false)
    let instance = GarblingInstance(seed: seed, instance: demo)
    let panther = PantherClient(configuration, transport: instance, userAgent: "fuzz")
    let asks = (try? Policy(ask: chance.pick([[], ["writes"], ["all"]], or: [])).asks) ?? []
    let gates = Gates(asks: asks, consent: Consent(patience: .milliseconds(50)), audit: audit)
    let toolbox = Toolbox(Toolset.all.flatMap(\.tools), gates: gates) { call in
      var call = Call(call, panther: panther)
      call.deadline = .now + .milliseconds(50)
      return call
    }
    let book = PromptBook(pantherPrompts)
    let library = ResourceShelf([], pantherTemplates, toolbox: toolbox)
    let service = Service(
      identity: Identity(name: "fuzz", title: "Fuzz", version: "1", instructions: ""),
      features: [toolbox, book, library, Completions(book, library)], log: Log(level: .error))
    return (service, gates)
  }

  /// Checks the log and removes it.
  private func verifyAudit() -> [String] {
    let descriptor = open(folder.path, O_RDONLY | O_CLOEXEC)
    defer {
      close(descriptor)
      unlink(folder.path)
    }
    var verification = AuditVerification()
    if descriptor >= 0 { verification.read("audit log", descriptor: descriptor) }
    return verification.breaks.map(\.description)
  }
}
