extension Bool {
  /// Reads a boolean as people write it in a variable or after a flag, in any case: `true`, `1`, `yes`, `on`,
  /// `enabled`, or `false`, `0`, `no`, `off`, `disabled`. Nil for any other word.
  package init?(word: String) {
    switch word.lowercased() {
    case "true", "1", "yes", "on", "enabled": self = true
    case "false", "0", "no", "off", "disabled": self = false
    default: return nil
    }
  }
}
