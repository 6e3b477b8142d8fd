/// Tokens that no prefix marks, but a shape of their own.
extension UnsafeBufferPointer<UInt8> {
  /// The token of a Telegram bot, which begins with the number of the bot: `123456789:AA…`.
  func botToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 8, at + 36 <= count, self[at + 1] == UInt8(ascii: "A"), self[at - 1].isDigit else { return nil }
    let start = start(of: at, while: \.isDigit)
    let end = end(from: at + 1, while: \.isNameByte)
    guard (8...10).contains(at - start), end - at == 36, beginsWord(start, floor) || endsWith("bot", at: start) else {
      return nil
    }
    return Secret(range: start..<end, kind: "Telegram token")
  }

  /// The token of a Discord bot: its number in base64, six characters for the time, and a signature, with dots between.
  func discordToken(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 23, at + 35 <= count, self[at + 7] == UInt8(ascii: "."),
      self[at + 1..<at + 7].allSatisfy(\.isNameByte)
    else { return nil }
    let start = start(of: at, while: \.isNameByte)
    let end = end(from: at + 8, while: \.isNameByte)
    guard (23...28).contains(at - start), (27...38).contains(end - at - 8), hasAllKinds(start..<at) else { return nil }
    return Secret(range: start..<end, kind: "Discord token")
  }

  /// The secret of an application in Microsoft Entra ID: three letters or digits, a digit, `Q~`, and 31 to 34 more.
  func entraSecret(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 5, self[at - 1] == UInt8(ascii: "Q"), self[at - 2].isDigit else {
      return nil
    }
    let end = end(from: at + 1) { $0.isNameByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "~") }
    guard (31...34).contains(end - at - 1), beginsWord(at - 5, floor) else { return nil }
    return Secret(range: at - 5..<end, kind: "Azure client secret")
  }

  /// The key of Mailchimp: 32 hexadecimal digits, and the number of a data center, as in `…-us12`.
  func mailchimpKey(_ at: Int, _ floor: Int) -> Secret? {
    guard at >= 32, starts("us", at: at + 1), at + 3 < count, self[at + 3].isDigit else { return nil }
    guard self[at - 32..<at].allSatisfy(\.isHexDigit), beginsWord(at - 32, floor) else { return nil }
    return Secret(range: at - 32..<end(from: at + 3, while: \.isDigit), kind: "Mailchimp key")
  }

  /// The token of Airtable: `pat` and 14 letters and digits, a dot, and 64 hexadecimal digits.
  func airtableToken(_ at: Int, _ floor: Int) -> Secret? {
    let end = at + 65
    guard at >= 17, end <= count, starts("pat", at: at - 17), beginsWord(at - 17, floor),
      self[at - 14..<at].allSatisfy({ $0.isLetter || $0.isDigit }), self[at + 1..<end].allSatisfy(\.isHexDigit),
      end == count || !self[end].isNameByte
    else { return nil }
    return Secret(range: at - 17..<end, kind: "Airtable token")
  }

  /// The license key of New Relic: 36 letters and digits, and `NRAL`.
  func licenseKey(_ start: Int) -> Secret? {
    let end = start + 40
    guard end <= count, self[end - 1] == UInt8(ascii: "L"), starts("NRAL", at: end - 4),
      self[start..<end].allSatisfy({ $0.isLetter || $0.isDigit }), end == count || !self[end].isNameByte
    else { return nil }
    return Secret(range: start..<end, kind: "New Relic key")
  }

  /// The secret key of AWS behind the id that it belongs to, as in `AKIA…,…` and `AKIA…:…`; the id stays.
  func secretAfterKeyID(_ at: Int, _ floor: Int) -> Secret? {
    let separator = at + 19
    guard separator + 40 < count, starts("AKIA", at: at - 1), beginsWord(at - 1, floor),
      [UInt8(ascii: ","), UInt8(ascii: ":")].contains(self[separator])
    else { return nil }
    let start = self[separator + 1] == 0x20 ? separator + 2 : separator + 1
    let end = end(from: start) { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }
    guard end - start == 40, hasAllKinds(start..<end) else { return nil }
    return Secret(range: start..<end, kind: "key")
  }

  /// The two hashes by which Windows knows a password, as tools dump them: `…:aad3b435…:8846f7ea…:::`. Other pairs of
  /// hashes are no secret, so the first one has to be that of no password, or the colons have to follow.
  func hashPair(_ at: Int, _ floor: Int) -> Secret? {
    let (start, end) = (at - 32, at + 33)
    guard start >= 0, end <= count, self[start].isHexDigit, self[end - 1].isHexDigit, beginsWord(start, floor),
      self[start..<at].allSatisfy(\.isHexDigit), self[at + 1..<end].allSatisfy(\.isHexDigit),
      startsAnyCase("aad3b435b51404ee", at: at - 16) || starts(":::", at: end)
    else { return nil }
    guard end == count || !self[end].isNameByte else { return nil }
    return Secret(range: start..<end, kind: "password hash")
  }
}
