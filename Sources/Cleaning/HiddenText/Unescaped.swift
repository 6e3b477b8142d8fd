/// Gives a text that was copied from an answer its real characters back: `\u{202E}` becomes U+202E.
///
/// This reads only what `Sanitizer` escapes; `\u{41}` in somebody's code stays as it is.
package func unescaped(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
  let bytes = Array(text.utf8)
  var output: [UInt8] = []
  output.reserveCapacity(bytes.count)
  var at = 0
  while at < bytes.count {
    if let (scalar, length) = escape(bytes[at...]) {
      output.append(contentsOf: String(scalar).utf8)
      at += length
    } else {
      output.append(bytes[at])
      at += 1
    }
  }
  return String(decoding: output, as: UTF8.self)
}

private func escape(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, length: Int)? {
  guard bytes.starts(with: #"\u{"#.utf8) else { return nil }
  let digits = bytes.dropFirst(3).prefix { $0 != UInt8(ascii: "}") && $0.isHexDigit }.prefix(7)
  let end = digits.endIndex
  guard digits.count <= 6, end < bytes.endIndex, bytes[end] == UInt8(ascii: "}") else { return nil }
  guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), value.mayHaveBeenEscaped,
    let scalar = Unicode.Scalar(value)
  else { return nil }
  return (scalar, digits.count + 4)
}
