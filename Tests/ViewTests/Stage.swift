import Foundation
import JSON
import PantherTools
import Testing

/// The view in a frame of a client's page.
struct Stage {
  /// What a host lets the view's page load and run.
  enum Policy: String, CaseIterable {
    /// That of the specification, with empty lists of domains.
    case strict = """
      default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
      font-src 'self'; connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'self'
      """
    /// That of the MCP Inspector, which also takes away images, forms and workers.
    case inspector = """
      default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'none'; font-src 'none'; \
      connect-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; worker-src 'none'
      """
  }

  /// What a host with everything says of itself.
  static let context: JSON = [
    "theme": "light", "displayMode": "inline", "availableDisplayModes": ["inline", "fullscreen"], "locale": "en-GB",
    "timeZone": "UTC", "containerDimensions": ["width": 720, "maxHeight": 5000],
  ]
  static let capabilities: JSON = ["openLinks": [:], "message": ["text": [:]], "serverTools": [:]]

  private let browser: Browser
  private let page: String

  /// Opens the view, and waits until it has made itself known.
  ///
  /// - Parameters:
  ///   - context: what the host says of itself; null for a host that says nothing.
  ///   - refuses: whether the host answers `ui/initialize` with an error.
  init(
    _ policy: Policy = .strict, context: JSON = Self.context, capabilities: JSON = Self.capabilities, width: Int = 720,
    refuses: Bool = false
  ) async throws {
    browser = try Browser.shared.get()
    page = try await browser.page()
    try await size(width: 1400)
    try await run("\(Self.file("host.js")); globalThis.fake = fake")
    let head = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"\(policy.rawValue)\">"
    let probe = "<script>\(Self.file("probe.js"))</script>"
    let html = View.page(version: "1.2.3").replacing("<head>", with: head + probe)
    try await run(
      """
      fake.context = \(context.text); fake.capabilities = \(capabilities.text); fake.refuses = \(refuses);
      fake.open(\(JSON.string(html).text), "allow-scripts", \(width))
      """)
    let isReady =
      refuses ? "fake.received.length > 0" : "fake.received.some((one) => one.method.endsWith('initialized'))"
    try #require(try await run("fake.until(() => \(isReady))") == true)
    try await run("fake.rest()")
  }

  private static func file(_ name: String) -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Page")
    return (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
  }

  private func size(width: Int) async throws {
    _ = try await browser.order(
      "Emulation.setDeviceMetricsOverride",
      ["width": JSON(width), "height": 1000, "deviceScaleFactor": 1, "mobile": false], in: page)
  }

  /// Runs a script in the client's page.
  @discardableResult
  func run(_ script: String) async throws -> JSON {
    let answer = try await browser.order(
      "Runtime.evaluate",
      [
        "expression": .string(
          "(async () => { const value = await (async () => { \(Self.returning(script)) })(); return JSON.stringify(value ?? null) })()"
        ),
        "awaitPromise": true, "returnByValue": true,
      ], in: page)
    if let problem = answer["exceptionDetails"] { throw Browser.Failure(words: problem.text) }
    let text = try #require(answer["result"]?["value"]?.string)
    return try JSON(parsing: text)
  }

  private static func returning(_ script: String) -> String {
    script.contains(";") ? script : "return \(script)"
  }

  // MARK: What the host says

  func notify(_ method: String, _ params: JSON = [:]) async throws {
    try await run("fake.send({ method: \(JSON.string(method).text), params: \(params.text) })")
  }

  /// Plays a call of a tool: its arguments, then its result.
  func play(_ result: JSON) async throws {
    try await notify("ui/notifications/tool-input", ["arguments": [:]])
    try await notify("ui/notifications/tool-result", result)
    try await rest()
  }

  /// Plays a call whose answer is this text.
  func play(text: String) async throws {
    var result: JSON.Object = ["content": [["type": "text", "text": .string(text)]]]
    result["structuredContent"] = try? JSON(parsing: text)
    try await play(.object(result))
  }

  func change(_ context: JSON) async throws {
    try await notify("ui/notifications/host-context-changed", context)
    try await rest()
  }

  func resize(_ width: Int) async throws {
    try await run("fake.frame.style.width = '\(width)px'")
    try await rest()
  }

  func rest() async throws { try await run("fake.rest()") }

  // MARK: What the view does

  /// All messages of the view, in their order.
  func messages() async throws -> [JSON] { try await run("fake.received").array ?? [] }

  func look() async throws -> JSON { try await run("fake.probe('look')") }

  /// An attribute of each element that a selector finds.
  func attributes(_ name: String, of selector: String) async throws -> [String] {
    let values = try await run("fake.probe('attributes', '\(selector)', '\(name)')")
    return values.array?.compactMap(\.string) ?? []
  }

  func key(_ name: String) async throws { try await run("fake.probe('key', '\(name)')") }

  func click(_ id: String) async throws {
    try await run("fake.probe('click', '\(id)')")
    try await rest()
  }

  func point(_ x: Double, _ y: Double) async throws { try await run("fake.probe('point', \(x), \(y))") }

  func fold(isOpen: Bool) async throws {
    try await run("fake.probe('fold', \(isOpen))")
    try await rest()
  }

  /// A picture of the frame as PNG.
  func screenshot(width: Int) async throws -> Data {
    let height = try await run("fake.frame.clientHeight")
    let answer = try await browser.order(
      "Page.captureScreenshot",
      ["clip": ["x": 0, "y": 0, "width": JSON(width), "height": height, "scale": 1]], in: page)
    return try #require(Data(base64Encoded: answer["data"]?.string ?? ""))
  }

  /// Ends the conversation, in which nobody may have said what the protocol does not have.
  func close(sourceLocation: SourceLocation = #_sourceLocation) async {
    do {
      let said = try await run("({ view: fake.received, host: fake.sent })")
      let problems = MessageShapes.problems(ofView: said["view"]?.array ?? [], host: said["host"]?.array ?? [])
      for problem in problems { Issue.record("\(problem)", sourceLocation: sourceLocation) }
      try await run("document.body.replaceChildren()")
      browser.takeBack(page)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }
}
