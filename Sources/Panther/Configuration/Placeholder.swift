/// What documents and configuration files show where a value has to be filled in.
package enum Placeholder {
  /// Whether a value looks like `${X}`, `$X`, `{{x}}`, `%X%`, `<your-token>`, `${user_config.x}` or `YOUR-API-KEY`.
  package static func isOne(_ value: String) -> Bool {
    let isName = { (text: Substring) in !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    let inner = value.dropFirst().dropLast()
    return value.contains("${") || value.contains("{{")
      || value.hasPrefix("$") && isName(value.dropFirst())
      || value.hasPrefix("%") && value.hasSuffix("%") && isName(inner)
      || value.hasPrefix("<") && value.hasSuffix(">")
      || value.lowercased().replacing("https://", with: "").hasPrefix("your-")
      || value.lowercased().hasPrefix("your_")
  }
}
