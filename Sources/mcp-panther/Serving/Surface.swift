import Foundation
import JSON
import MCP
import PantherTools

/// What a client sees of the program under a policy: tools, prompts, resources, and completions of their arguments.
struct Surface {
  let toolbox: Toolbox<Call>
  let book: PromptBook<Call>
  let library: ResourceShelf<Call>
  private let completions: Completions<Call>
  private let program: Program
  private let policy: Policy

  init(_ program: Program, _ policy: Policy) {
    (self.program, self.policy) = (program, policy)
    let (panther, demoTime, log) = (program.panther, program.demoTime, program.log)
    let people = policy.showsPeople ? program.people : nil
    var gates = program.gates
    gates.asks = policy.asks
    if program.settings.matchesToken { gates.serves = { await policy.served(by: panther, log) } }
    toolbox = Toolbox(
      policy.tools.map(\.tool), limits: program.settings.limits, redacts: program.settings.redacts,
      banner: demoTime == nil
        ? [:] : [AnswerMember.demo.rawValue: "Sample data of the built-in demo instance, no real Panther."],
      gates: gates, now: { demoTime ?? Date() }
    ) { call in
      // Each call of a tool is given a client of the instance that is its own.
      Call(call, panther: panther, people: people, mayChange: policy.changesAnything)
    }
    // Prompts and resources that need a tool are shown only where that tool is.
    book = PromptBook(pantherPrompts, visible: Set(toolbox.tools.map(\.name)))
    let report = ConfigurationReport(program: program, policy: policy, prompts: book.prompts.map(\.name))
    library = ResourceShelf(
      [report.resource] + (policy.draws ? [View.resource(version: Program.version)] : []), pantherTemplates,
      toolbox: toolbox)
    completions = Completions(book, library)
  }

  /// The surface as sessions serve it.
  ///
  /// - Parameter isPersonal: whether other callers are offered something else.
  func service(isPersonal: Bool) -> Service {
    let identity = Identity(
      name: "mcp-panther", title: "Panther", version: Program.version, instructions: Instructions.text(for: policy))
    return Service(
      identity: identity, features: [toolbox, book, library, completions],
      extensions: policy.draws ? View.extensions : [:], log: program.log, secrets: program.secrets,
      isPersonal: isPersonal)
  }
}
