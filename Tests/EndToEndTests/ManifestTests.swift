import Foundation
import JSON
import MCP
import PantherTools
import TestSupport
import Testing

@testable import mcp_panther

/// The rules of MCPB's manifest 0.3 and of the registry's server.json 2025-12-11, as far as these files touch them.
@Suite(.fewAtOnce, .onOwnThreads) struct ManifestTests {
  private let bundle = Manifest.bundle(platform: "linux")
  private let registry = Manifest.registry(bundles: [
    ("mcp-panther-linux-x86_64.mcpb", String(repeating: "a", count: 64))
  ])

  /// Keys that there must be, and that there may be; nothing else is allowed.
  private func expect(_ value: JSON?, has required: [String], may optional: [String] = []) {
    let keys = Set(value?.object?.keys ?? [])
    #expect(keys.isSuperset(of: required), "\(keys)")
    #expect(keys.subtracting(required).isSubset(of: optional), "\(keys)")
  }

  @Test func `a bundle's manifest has what it must, and nothing unknown`() {
    expect(
      bundle, has: ["manifest_version", "name", "version", "description", "author", "server"],
      may: [
        "display_name", "repository", "homepage", "documentation", "support", "license", "keywords", "tools", "prompts",
        "user_config", "compatibility",
      ])
    #expect(bundle["manifest_version"] == "0.3")
    #expect(bundle["version"] == .string(Program.version))
    expect(bundle["author"], has: ["name"], may: ["url", "email"])
    expect(bundle["repository"], has: ["type", "url"])
    expect(bundle["server"], has: ["type", "entry_point", "mcp_config"])
    #expect(bundle["server"]?["type"] == "binary")
    expect(bundle["server"]?["mcp_config"], has: ["command", "args", "env"])
    #expect(bundle["compatibility"] == ["platforms": ["linux"]])
    for tool in bundle["tools"]?.array ?? [] { expect(tool, has: ["name", "description"]) }
    for prompt in bundle["prompts"]?.array ?? [] { expect(prompt, has: ["name", "description", "arguments", "text"]) }
    #expect(bundle["tools"]?.array?.compactMap { $0["name"]?.string } == Toolset.all.flatMap(\.tools).map(\.name))
    #expect(bundle["prompts"]?.array?.compactMap { $0["name"]?.string } == pantherPrompts.map(\.name))
  }

  @Test func `every variable of a bundle is asked for, the token as a secret`() throws {
    let questions = try #require(bundle["user_config"]?.object)
    for question in questions.members {
      expect(question.value, has: ["type", "title", "description"], may: ["required", "default", "sensitive"])
    }
    let variables = try #require(bundle["server"]?["mcp_config"]?["env"]?.object)
    #expect(variables.members.map(\.value) == questions.keys.map { .string("${user_config.\($0)}") })
    #expect(questions["api_token"]?["sensitive"] == true)
    #expect(Set(variables.keys).isSubset(of: Variable.all.map(\.name) + Flag.allCases.compactMap(\.variable)))
  }

  @Test func `a registry entry has what it must, and nothing unknown`() throws {
    expect(
      registry, has: ["$schema", "name", "description", "version"],
      may: ["title", "repository", "websiteUrl", "packages"])
    #expect(try #require(registry["name"]?.string).wholeMatch(of: #/[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+/#) != nil)
    #expect((1...100).contains(registry["description"]?.string?.count ?? 0))
    expect(registry["repository"], has: ["url", "source"])
    let packages = try #require(registry["packages"]?.array)
    for package in packages {
      expect(
        package, has: ["registryType", "identifier", "transport"],
        may: ["fileSha256", "environmentVariables", "runtimeHint"])
      for variable in package["environmentVariables"]?.array ?? [] {
        expect(variable, has: ["name", "description", "isRequired"], may: ["isSecret", "format"])
      }
    }
    #expect(packages[0]["identifier"] == .string("\(Program.image):\(Program.version)"))
    #expect(packages[0]["environmentVariables"]?.array?.filter { $0["isSecret"] == true }.count == 1)
    #expect(packages[1]["fileSha256"]?.string?.count == 64)
    #expect(packages[1]["identifier"]?.string?.hasSuffix("/v\(Program.version)/mcp-panther-linux-x86_64.mcpb") == true)
  }

  @Test func `the image says the same of itself`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let dockerfile = try String(contentsOf: root.appending(path: "Dockerfile"), encoding: .utf8)
    #expect(dockerfile.contains("io.modelcontextprotocol.server.name=\"\(Manifest.registryName)\""))
    #expect(dockerfile.contains("org.opencontainers.image.source=\"\(Manifest.repository)\""))
    #expect(dockerfile.contains("\nARG VERSION=\(Program.version)\n"))
    #expect(dockerfile.contains("MCP_PANTHER_DOCKER_RUNTIME=true"))
  }

  @Test func `registry reads the digest of a bundle`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "mcp-panther-\(UUID().uuidString).mcpb")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("abc".utf8).write(to: file)
    let program = try ServerProcess(["manifest", "registry", file.path])
    #expect(try await program.exit() == 0)
    #expect(program.text.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(try await ServerProcess(["manifest"]).exit() == 64)
    #expect(try await ServerProcess(["help"]).exit() == 0)
  }
}
