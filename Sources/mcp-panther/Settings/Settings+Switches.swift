import MCP
import Panther

extension Settings {
  /// The switches that are set, by flag or variable, as in `--block=query_data_lake`. Only the values of lists, numbers
  /// and fixed words are told: where a file or a URL should stand, somebody may have put a secret.
  var switches: [String] {
    Flag.allCases.filter { $0.scope == .server || $0.scope == .http && http != nil }.compactMap { flag in
      switch flag.value {
      case nil:
        let isOn = values.text(flag).map { Bool(word: $0.trimmed) ?? true } ?? false
        return isOn ? flag.rawValue : nil
      case .list:
        let words = values.list(flag).joined(separator: ",")
        return words.isEmpty ? nil : "\(flag.rawValue)=\(words.prefix(2_000))"
      case .name, .number, .bytes, .level, .address:
        return values.text(flag).map { "\(flag.rawValue)=\($0.prefix(100))" }
      case _: return values.text(flag).map { _ in flag.rawValue }
      }
    }
  }
}
