import MCP
import Panther

/// A table or a database that a failed query named, and which the data lake does not have.
enum MissingTable {
  /// A sentence with the nearest names there are, after a space; empty where the message is about something else.
  ///
  /// - Parameter message: why the query failed, in Snowflake's words ("Object 'A.B.C' does not exist or not authorized.")
  ///   or in those of other databases.
  static func hint(_ message: String, _ call: Call) async -> String {
    let form = /(?i)\b(object|table|schema|database)(?: with name)? ["'`]?([a-z0-9_.]+)["'`]? does not exist/
    guard !message.contains("Did you mean"), let match = message.firstMatch(of: form) else { return "" }
    let parts = match.2.split(separator: ".").map { $0.lowercased() }
    guard let name = parts.last else { return "" }
    if ["object", "table"].contains(match.1.lowercased()) {
      let database = parts.count == 3 ? "\(parts[0]).\(parts[1])" : parts.count == 2 ? parts[0] : "panther_logs.public"
      return await KnownNames.hint(ofTable: name, in: database, call)
    }
    return await KnownNames.hint(ofDatabase: parts.joined(separator: "."), call)
  }
}
