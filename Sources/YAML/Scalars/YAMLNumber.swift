/// The numbers of YAML 1.1.
enum YAMLNumber {
  /// The number that a text is, in the grammar of JSON; nil for a text.
  static func read(_ text: [UInt8]) -> YAMLScalar? {
    let isNegative = text.first == Byte.dash
    let hasSign = isNegative || text.first == UInt8(ascii: "+")
    let body = text[(hasSign ? 1 : 0)...]
    guard let first = body.first else { return nil }
    switch String(decoding: body, as: UTF8.self) {
    case ".inf", ".Inf", ".INF": return noNumber(text)
    case ".nan", ".NaN", ".NAN": return hasSign ? nil : noNumber(text)
    default: break
    }
    let parts = body.split(separator: Byte.colon, omittingEmptySubsequences: false)
    if parts.count > 1 { return sexagesimal(parts, isNegative) }
    if first == UInt8(ascii: "0"), body.count > 1, !body.contains(UInt8(ascii: ".")) { return based(body, isNegative) }
    return decimal(body, isNegative, hasSign)
  }

  private static func noNumber(_ text: [UInt8]) -> YAMLScalar {
    .refused("JSON has no number for \(String(decoding: text, as: UTF8.self)); put it into quotes")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
  private static func isDigitOrLine(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") }

  private static func digits(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  /// Without the zeros at the start, which JSON does not take.
  private static func trimmed(_ digits: String) -> String {
    let rest = digits.drop { $0 == "0" }
    return rest.isEmpty ? "0" : String(rest)
  }

  private static func number(_ isNegative: Bool, _ text: String) -> YAMLScalar {
    .number(isNegative ? "-" + text : text)
  }

  /// `0b101`, `0x1F`, and `017`, which is octal.
  private static func based(_ body: ArraySlice<UInt8>, _ isNegative: Bool) -> YAMLScalar? {
    let (radix, rest) =
      switch body[body.startIndex + 1] {
      case UInt8(ascii: "x"): (16, body.dropFirst(2))
      case UInt8(ascii: "b"): (2, body.dropFirst(2))
      default: (8, body.dropFirst())
      }
    let isNumber = rest.allSatisfy { byte in
      byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).hexDigitValue.map { $0 < radix } ?? false
    }
    guard isNumber, !rest.isEmpty else { return nil }
    let digits = digits(rest)
    if digits.isEmpty {
      return radix == 8 ? number(isNegative, "0") : .refused("a number without digits; put it into quotes")
    }
    guard let value = UInt64(digits, radix: radix) else {
      return .refused("a number that is not decimal is too large; write it in decimal digits, or put it into quotes")
    }
    return number(isNegative, String(value))
  }

  private static func decimal(_ body: ArraySlice<UInt8>, _ isNegative: Bool, _ hasSign: Bool) -> YAMLScalar? {
    let whole = body.prefix(while: isDigitOrLine)
    let rest = body.dropFirst(whole.count)
    guard whole.isEmpty || whole.first.map(isDigit) ?? false else { return nil }
    if rest.isEmpty { return number(isNegative, trimmed(digits(whole))) }
    guard rest.first == UInt8(ascii: ".") else { return nil }
    let fraction = rest.dropFirst().prefix(while: isDigitOrLine)
    let exponent = rest.dropFirst(1 + fraction.count)
    if whole.isEmpty {
      // `+.5` is a text, and so is `._1`.
      guard !hasSign, fraction.first.map(isDigit) ?? false else { return nil }
    }
    guard exponent.isEmpty || isExponent(exponent) else { return nil }
    let after = digits(fraction)
    return number(
      isNegative,
      trimmed(digits(whole)) + "." + (after.isEmpty ? "0" : after) + String(decoding: exponent, as: UTF8.self))
  }

  /// The sign of an exponent is required.
  private static func isExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(bytes)
    return bytes.count > 2 && (bytes[0] | 0x20) == UInt8(ascii: "e")
      && (bytes[1] == Byte.dash || bytes[1] == UInt8(ascii: "+")) && bytes[2...].allSatisfy(isDigit)
  }

  /// `12:30:45`, which YAML 1.1 takes for a number to the base of 60.
  private static func sexagesimal(_ parts: [ArraySlice<UInt8>], _ isNegative: Bool) -> YAMLScalar? {
    let last = parts[parts.count - 1].split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let isWhole = last.count == 1
    let rest = parts.dropFirst().dropLast() + [last[0]]
    guard let first = parts[0].first, isDigit(first), parts[0].allSatisfy(isDigitOrLine),
      rest.allSatisfy(isSixtieth), !isWhole || first != UInt8(ascii: "0"),
      isWhole || last[1].allSatisfy(isDigitOrLine)
    else { return nil }
    var value = 0
    for part in [parts[0]] + rest {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 60)
      guard !isTooLarge, let digit = Int(digits(part)), product <= Int.max - digit else {
        return .refused("a number to the base of 60 is too large; put it into quotes")
      }
      value = product + digit
    }
    let fraction = isWhole ? "" : digits(last[1])
    return number(isNegative, String(value) + (isWhole ? "" : "." + (fraction.isEmpty ? "0" : fraction)))
  }

  private static func isSixtieth(_ part: ArraySlice<UInt8>) -> Bool {
    guard part.count == 1 || part.count == 2 else { return false }
    return part.allSatisfy(isDigit) && (part.count == 1 || part[part.startIndex] <= UInt8(ascii: "5"))
  }
}
