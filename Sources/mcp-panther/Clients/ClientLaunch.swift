import Cleaning
import Foundation
import JSON

/// How a client starts this program, whatever the form of the client's configuration.
struct ClientLaunch {
  var command: String
  var arguments: [String]
  /// Variables by name, all strings; the token is not among them.
  var environment: JSON.Object = [:]
  var token: TokenSource
  var isInContainer = false
  /// Whether a flag or variable names a file besides the token's.
  private(set) var namesFiles = false

  /// Where the program gets the API token from.
  enum TokenSource: Equatable {
    /// From nowhere: the demo instance needs none.
    case none
    /// From `PANTHER_API_TOKEN`, which the client sets.
    case variable
    /// From a file, by its absolute path.
    case file(String)
  }

  static let tokenVariable = "PANTHER_API_TOKEN"
  static let tokenFileVariable = "PANTHER_API_TOKEN_FILE"
  /// Holds the whole header field for a program that passes messages on to a server over HTTP.
  static let authorizationVariable = "MCP_AUTHORIZATION"
  /// Where the file of the token is in a container.
  static let tokenFileInContainer = "/run/secrets/panther_api_token"
  /// Who runs this program, as Docker takes it. A container runs as the owner of the token's file, because the user of
  /// the image could not read that.
  static var owner: String { "\(getuid()):\(getgid())" }
  /// Stands for `PANTHER_INSTANCE_URL` until a person replaces it. The server knows it, and says what to do.
  static let instancePlaceholder = "https://your-company.runpanther.net"

  /// Takes over what this run was given: flags of the server, and variables that say the same or where the instance is.
  ///
  /// - Parameters:
  ///   - program: the absolute path of this program.
  ///   - directory: what relative paths count from; the client may start the program anywhere.
  /// - Throws: when a value holds the API token, which must not get into a configuration by accident.
  init(
    program: String, flags: [Flag: String], environment: [String: String], directory: String
  ) throws(UsageError) {
    let set = environment.filter { !$0.value.isEmpty }
    let absolute = { (path: String) in
      URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: directory, isDirectory: true)).standardizedFileURL
        .path
    }
    command = program
    arguments = []
    for flag in Flag.allCases where flag.scope == .server {
      guard let value = flags[flag] else { continue }
      if flag.value == .file { namesFiles = true }
      arguments += flag.value == nil ? [flag.rawValue] : [flag.rawValue, flag.value == .file ? absolute(value) : value]
    }
    for flag in Flag.allCases where flag.scope == .server && (flags[flag] == nil || flag.unitesWithVariable) {
      // Variables such as LOG_LEVEL stay out: a shell may have them for other programs.
      guard let name = flag.variable, name.hasPrefix("PANTHER_"), let value = set[name] else { continue }
      if flag.value == .file { namesFiles = true }
      self.environment[name] = .string(flag.value == .file ? absolute(value) : value)
    }
    if flags[.demo] != nil {
      token = .none
    } else {
      var instance = try Self.instance(set)
      instance.merge(self.environment)
      self.environment = instance
      token = try Self.tokenSource(set, absolute)
    }
    let secrets = Settings.secrets(in: environment)
    var texts = arguments + self.environment.members.compactMap(\.value.string)
    if case .file(let path) = token { texts.append(path) }
    guard texts.allSatisfy({ secrets.hidden(in: $0) == $0 }) else {
      throw UsageError(
        "a flag or variable holds the API token or another secret that has a variable of its own, such as "
          + "\(Self.tokenVariable). Only that variable may hold it")
    }
  }

  /// Another program, which passes messages on to a server over HTTP.
  init(bridge program: String, arguments: [String]) {
    (command, self.arguments, token) = (program, arguments, .none)
    environment[Self.authorizationVariable] = .string(
      ServerAddress.authorization(ClientConfiguration.httpTokenPlaceholder))
  }

  /// The variables that say where the instance is.
  private static func instance(_ set: [String: String]) throws(UsageError) -> JSON.Object {
    var instance: JSON.Object = ["PANTHER_INSTANCE_URL": .string(set["PANTHER_INSTANCE_URL"] ?? instancePlaceholder)]
    for name in ["PANTHER_REST_API_URL", "PANTHER_GQL_API_URL", "PANTHER_ALLOW_INSECURE_INSTANCE"] {
      instance[name] = set[name].map(JSON.string)
    }
    for name in ["PANTHER_INSTANCE_URL", "PANTHER_REST_API_URL", "PANTHER_GQL_API_URL"] {
      guard let value = instance[name]?.string, value.lowercased() != "demo" else { continue }
      // A host has a dot, a port or a scheme; a word without them may be a token that was put there by mistake.
      guard !value.contains("@"), value.contains(where: { ".:$%<{".contains($0) }) else {
        throw UsageError("\(name) must hold a URL without user name and password. What it holds is not shown")
      }
    }
    return instance
  }

  private static func tokenSource(
    _ set: [String: String], _ absolute: (_ path: String) -> String
  ) throws(UsageError) -> TokenSource {
    if set["PANTHER_INSTANCE_URL"]?.lowercased() == "demo" { return .none }
    guard let file = set[tokenFileVariable] else { return .variable }
    guard isPath(file) else {
      throw UsageError(
        "\(tokenFileVariable) must hold the path of a file with the API token in it. What it holds is not "
          + "shown, because it may be the token itself")
    }
    return .file(absolute(file))
  }

  /// Whether a text is the path of a file, which may be made later, rather than a token.
  ///
  /// - Parameter text: an absolute path, or one from the current folder.
  private static func isPath(_ text: String) -> Bool {
    guard !FileManager.default.fileExists(atPath: text) else { return true }
    guard text.contains("/"), !text.contains("+"), !text.contains("=") else { return false }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.indices.allSatisfy { index in
      !looksLikeToken(parts[index])
        || FileManager.default.fileExists(atPath: parts[...index].joined(separator: "/"))
    }
  }

  /// Whether a name is long and goes to and fro between letters and digits, as no name does that a person chose.
  private static func looksLikeToken(_ name: Substring) -> Bool {
    let kinds = name.filter { $0 != "-" && $0 != "_" && $0 != "." }.map(\.isNumber)
    return kinds.count >= 20 && zip(kinds, kinds.dropFirst()).filter { $0 != $1 }.count >= 4
  }

  /// The same through the container image.
  var inDocker: ClientLaunch {
    var launch = self
    launch.isInContainer = true
    launch.command = "docker"
    launch.arguments = ["run", "-i", "--rm", "--read-only", "--cap-drop", "ALL"]
    for name in environment.keys { launch.arguments += ["-e", name] }
    switch token {
    case .none: break
    case .variable: launch.arguments += ["-e", Self.tokenVariable]
    case .file(let path):
      launch.arguments += ["--user", Self.owner]
      launch.arguments += ["-v", "\(path):\(Self.tokenFileInContainer):ro"]
      launch.arguments += ["-e", "\(Self.tokenFileVariable)=\(Self.tokenFileInContainer)"]
      launch.token = .none
    }
    launch.arguments += [Program.image] + arguments
    return launch
  }

  /// All variables, with that of the token or of its file.
  ///
  /// - Parameter reference: how the client's configuration names a token that is not in a file.
  func environment(token reference: String) -> JSON.Object {
    var all = environment
    switch token {
    case .none: break
    case .variable: all[Self.tokenVariable] = .string(reference)
    case .file(let path): all[Self.tokenFileVariable] = .string(path)
    }
    return all
  }

  /// The same without the variable of the token, for clients that pass that one on by its name.
  var environmentWithoutToken: JSON.Object {
    var all = environment(token: "")
    all[Self.tokenVariable] = nil
    return all
  }

  /// The absolute path of this program. Links in it are kept, so that it stays right when the program is updated.
  static func program(_ name: String, environment: [String: String], directory: String) -> String {
    let places = name.contains("/") ? [directory] : (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for place in places {
      let path = URL(fileURLWithPath: name, relativeTo: URL(fileURLWithPath: place, isDirectory: true))
        .standardizedFileURL.path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return Bundle.main.executablePath ?? name
  }
}
