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

  private let instructions: String

  init(_ program: Program, _ policy: Policy) {
    let demoTime = program.demoTime
    let toolbox = Toolbox(
      policy.tools.map(\.tool), limits: program.settings.limits, redacts: program.settings.redacts,
      banner: demoTime == nil
        ? [:] : [AnswerMember.demo.rawValue: "Sample data of the built-in demo instance, no real Panther."],
      gates: Self.gates(of: program, policy), now: { demoTime ?? Date() }, context: Self.context(of: program, policy))
    // Prompts and resources that need a tool are shown only where that tool is.
    self.init(
      program, policy, toolbox, PromptBook(pantherPrompts, visible: Set(toolbox.tools.map(\.name))),
      Instructions.text(for: policy))
  }

  private init(
    _ program: Program, _ policy: Policy, _ toolbox: Toolbox<Call>, _ book: PromptBook<Call>, _ instructions: String
  ) {
    (self.program, self.policy, self.toolbox, self.book) = (program, policy, toolbox, book)
    self.instructions = instructions
    let report = ConfigurationReport(program: program, policy: policy, prompts: book.prompts.map(\.name))
    library = ResourceShelf(
      [report.resource] + (policy.draws ? [View.resource(version: Program.version)] : []), pantherTemplates,
      toolbox: toolbox)
    completions = Completions(book, library)
  }

  /// The same surface of the program as it acts for other callers. It shares what no caller has an influence on, so that
  /// a thousand of them take little memory.
  func acting(as program: Program) -> Surface {
    let toolbox = toolbox.with(Self.gates(of: program, policy), Self.context(of: program, policy))
    return Surface(program, policy, toolbox, book, instructions)
  }

  private static func gates(of program: Program, _ policy: Policy) -> Gates {
    var gates = program.gates
    gates.asks = policy.asks
    if program.settings.matchesToken {
      gates.serves = { [panther = program.panther, log = program.log] in await policy.served(by: panther, log) }
    }
    return gates
  }

  /// Each call of a tool is given a client of the instance that is its own.
  private static func context(of program: Program, _ policy: Policy) -> @Sendable (ToolCall) -> Call {
    let (panther, started, sharesToken) = (program.panther, program.started, program.sharesToken)
    let people = policy.showsPeople ? program.people : nil
    return { call in
      Call(
        call, panther: panther, people: people, mayChange: policy.changesAnything, borders: policy.borders,
        started: started, sharesToken: sharesToken)
    }
  }

  /// The surface as sessions serve it.
  ///
  /// - Parameter isPersonal: whether other callers are offered something else.
  func service(isPersonal: Bool) -> Service {
    let identity = Identity(
      name: "mcp-panther", title: "Panther", version: Program.version, instructions: instructions)
    return Service(
      identity: identity, features: [toolbox, book, library, completions],
      extensions: policy.draws ? View.extensions : [:], log: program.log, secrets: program.secrets,
      isPersonal: isPersonal)
  }
}
