/// The names of the files of a detection, made from its id.
enum FileName {
  /// The most characters of a name.
  private static let longest = 100

  /// Names that Windows keeps for devices, so that no clone there could have such a file.
  private static let reserved: Set = ["aux", "con", "nul", "prn"]

  /// The name without its ending, of the letters a to z, digits and underscores: `AWS.Console.RootLogin` becomes
  /// `aws_console_root_login`.
  static func base(of id: String) -> String {
    let bytes = Array(id.utf8)
    var name: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      guard byte.isLetterOrDigit else {
        if name.last != underscore { name.append(underscore) }
        continue
      }
      if byte.isUppercase, place > 0 {
        let (before, after) = (bytes[place - 1], place + 1 < bytes.count ? bytes[place + 1] : 0)
        if before.isLowercase || before.isLetterOrDigit && after.isLowercase { name.append(underscore) }
      }
      name.append(byte.isUppercase ? byte | 0x20 : byte)
    }
    var text = String(decoding: name, as: UTF8.self).trimming("_")
    let isLossy = text.isEmpty || text.utf8.count > longest || bytes.contains { $0 >= 0x80 } || reserved.contains(text)
    guard isLossy else { return text }
    // Two ids that differ only in what is lost here would overwrite the files of each other.
    text = String(text.prefix(longest - 20)).trimming("_")
    return (text.isEmpty ? "detection" : text) + "_" + String(Fingerprint(id.utf8).value, radix: 36)
  }

  private static let underscore = UInt8(ascii: "_")
}

/// A number that tells one text from another (FNV-1a, 64 bits). Nothing is safe against those who want two texts of one
/// number.
struct Fingerprint {
  let value: UInt64

  init(_ bytes: some Sequence<UInt8>) {
    value = bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension UInt8 {
  fileprivate var isUppercase: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
  fileprivate var isLowercase: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self }
  fileprivate var isLetterOrDigit: Bool {
    isUppercase || isLowercase || UInt8(ascii: "0")...UInt8(ascii: "9") ~= self
  }
}

extension String {
  fileprivate func trimming(_ mark: Character) -> String {
    let start = drop { $0 == mark }
    return String(start.prefix(start.reversed().drop { $0 == mark }.count))
  }
}
