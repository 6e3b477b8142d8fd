import Foundation
import JSON

/// How a client starts this program: what stands in the client's configuration, whatever its form.
struct Launch {
  var command: String
  var arguments: [String]
  /// Names and texts; the token is not among them.
  var environment: JSON.Object = [:]
  var token: TokenSource
  var isInContainer = false
  /// Whether a flag or variable names a file besides the token's.
  private(set) var namesFiles = false

  enum TokenSource: Equatable {
    /// The demo instance has none.
    case none
    case variable
    /// An absolute path.
    case file(String)
  }

  static let tokenVariable = "PANTHER_API_TOKEN"
  static let tokenFileVariable = "PANTHER_API_TOKEN_FILE"
  /// What `PANTHER_INSTANCE_URL` is where nobody knows: the server takes it for what it is, a placeholder.
  static let instancePlaceholder = "https://your-company.runpanther.net"

  /// - Parameters:
  ///   - program: the absolute path of this program.
  ///   - directory: what relative paths count from; the client may start the program anywhere.
  /// - Throws: where a value holds the API token, which must not get into a configuration by accident.
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
    for flag in Flag.allCases where flag.isOfServer {
      guard let value = flags[flag] else { continue }
      if flag.isFile { namesFiles = true }
      arguments += flag.value == nil ? [flag.rawValue] : [flag.rawValue, flag.isFile ? absolute(value) : value]
    }
    for flag in Flag.allCases where flags[flag] == nil && flag.isOfServer {
      // Not LOG_LEVEL and the like, which a shell may have for other programs.
      guard let name = flag.variable, name.hasPrefix("PANTHER_"), let value = set[name] else { continue }
      if flag.isFile { namesFiles = true }
      self.environment[name] = .string(flag.isFile ? absolute(value) : value)
    }
    if flags[.demo] != nil {
      token = .none
    } else {
      let url = set["PANTHER_INSTANCE_URL"]
      var instance: JSON.Object = ["PANTHER_INSTANCE_URL": .string(url ?? Self.instancePlaceholder)]
      for name in ["PANTHER_REST_API_URL", "PANTHER_GQL_API_URL", "PANTHER_ALLOW_INSECURE_INSTANCE"] {
        instance[name] = set[name].map(JSON.string)
      }
      instance.merge(self.environment)
      self.environment = instance
      token =
        url?.lowercased() == "demo" ? .none : set[Self.tokenFileVariable].map { .file(absolute($0)) } ?? .variable
    }
    if let secret = set[Self.tokenVariable], secret.utf8.count >= 8 {
      let texts = arguments + self.environment.members.compactMap(\.value.string)
      guard !texts.contains(where: { $0.contains(secret) }) else {
        throw UsageError("a flag or variable other than \(Self.tokenVariable) holds the API token")
      }
    }
  }

  /// The same through the container image.
  var inDocker: Launch {
    var launch = self
    launch.isInContainer = true
    launch.command = "docker"
    launch.arguments = ["run", "-i", "--rm", "--read-only", "--cap-drop", "ALL"]
    for name in environment.keys { launch.arguments += ["-e", name] }
    switch token {
    case .none: break
    case .variable: launch.arguments += ["-e", Self.tokenVariable]
    case .file(let path):
      // As the file's owner: the image's own user could not read it.
      launch.arguments += ["--user", "\(getuid()):\(getgid())"]
      launch.arguments += ["-v", "\(path):/run/secrets/panther_api_token:ro"]
      launch.arguments += ["-e", "\(Self.tokenFileVariable)=/run/secrets/panther_api_token"]
      launch.token = .none
    }
    launch.arguments += [Program.image] + arguments
    return launch
  }

  /// All variables, with the token, if it is not in a file, as the client writes a reference to it.
  func environment(token reference: String) -> JSON.Object {
    var all = environment
    switch token {
    case .none: break
    case .variable: all[Self.tokenVariable] = .string(reference)
    case .file(let path): all[Self.tokenFileVariable] = .string(path)
    }
    return all
  }

  /// Where this program is, by a path that stays when it is updated: links on the way are kept.
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

extension Flag {
  /// Whether it says something about serving one client, who starts the program.
  var isOfServer: Bool { self == .demo || variable != nil && self != .transport && !isOfHTTP }
  var isFile: Bool { value == "FILE" }
}
