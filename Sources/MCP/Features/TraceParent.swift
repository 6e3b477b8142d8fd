/// The place of a request in a trace over several programs (W3C Trace Context, 3.2): `00-<trace>-<parent>-<flags>`.
enum TraceParent {
  /// What may be written down and sent on of a value that a client gave; nil for an invalid one, which is ignored.
  ///
  /// A newer version may have more after the fields that are known here. Then only those go on, as version 00.
  static func valid(_ text: String) -> String? {
    let bytes = Array(text.utf8.prefix(length + 1))
    guard bytes.count >= length, bytes.count == length || bytes[length] == dash else { return nil }
    let fields = bytes.prefix(length).split(separator: dash, omittingEmptySubsequences: false)
    guard fields.map(\.count) == [2, 32, 16, 2], fields.allSatisfy({ $0.allSatisfy(isHex) }),
      fields[1].contains(where: { $0 != zero }), fields[2].contains(where: { $0 != zero })
    else { return nil }
    let version = String(decoding: fields[0], as: UTF8.self)
    guard version != "ff", version != "00" || bytes.count == length else { return nil }
    return "00" + String(decoding: bytes[2..<length], as: UTF8.self)
  }

  private static let length = 55
  private static let dash = UInt8(ascii: "-")
  private static let zero = UInt8(ascii: "0")

  private static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
