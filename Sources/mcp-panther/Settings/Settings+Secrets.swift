import Cleaning
import MCP

extension Settings {
  /// The secrets that stand in variables. The one in the file of the API token is learnt when the file is read.
  var secrets: KnownSecrets { Self.secrets(in: environment) }

  /// The same for an environment whose settings may not be usable.
  static func secrets(in environment: [String: String]) -> KnownSecrets {
    let secrets = KnownSecrets()
    for name in ["PANTHER_API_TOKEN", "MCP_HTTP_TOKEN", "MCP_OAUTH_CLIENT_SECRET"] {
      if let secret = environment[name] { secrets.learn(secret.trimmed) }
    }
    return secrets
  }
}
