import JSON
import Panther

/// The entry of this server, put in the place of the one that a file has already.
///
/// What a person has added to it stays, and a placeholder never takes the place of what somebody has filled in. What
/// describes another way to the server goes: a client would not know which one is meant.
struct EntryMerge {
  private(set) var entry: JSON.Object
  /// What narrowed the server and does so no longer: flags, and variables of this program.
  private(set) var lost: [String] = []
  /// What happened to tokens, and to what protects, in sentences.
  private(set) var notes: [String] = []
  /// Tokens that stood in the entry and are no longer there. Copies of the file still hold them.
  private(set) var lostTokens: [String] = []

  private static let launchKeys = ["command", "args", "env", "cmd", "envs", "env_vars"]
  private static let addressNames = ["url", "httpUrl", "serverUrl", "uri"]
  private static let addressKeys = addressNames + headerKeys + ["bearer_token_env_var"]
  private static let headerKeys = ["headers", "http_headers", "env_http_headers"]
  static let environmentKeys = ["env", "envs"]

  /// - Parameters:
  ///   - old: the entry in the file; nil where there is none.
  ///   - new: the entry as it would be in an empty file.
  init(_ old: JSON.Object?, _ new: JSON.Object) {
    entry = old ?? [:]
    guard let old else {
      entry = new
      return
    }
    let isAddress = new.keys.contains(where: Self.addressNames.contains)
    // A list of variables that is not there says nothing, so what stands in the file stays.
    let obsolete = isAddress ? Self.launchKeys + Self.addressKeys : Self.addressKeys
    for key in obsolete + ["type"] where new[key] == nil { entry[key] = nil }
    for member in new.members {
      entry[member.key] = merged(member.key, old, old[member.key], member.value)
    }
    if Self.environmentKeys.contains(where: { entry[$0]?[ClientLaunch.tokenVariable] != nil }) {
      for key in ["env_keys", "env_vars"] {
        if let names = entry[key]?.array {
          entry[key] = .array(names.filter { $0 != .string(ClientLaunch.tokenVariable) })
        }
      }
    }
    forgetVariables(ofServerElsewhere: Self.leadsElsewhere(new), new)
    let names = Self.environmentKeys.flatMap { new[$0]?.object?.keys ?? [] }
    if (new["args"]?.array ?? []).contains(.string(Flag.demo.rawValue)), !names.contains(ClientLaunch.tokenVariable) {
      forgetPlaceholders()
    }
    keepProtection(of: old, new)
    let tokens = Self.tokens(in: entry)
    lostTokens = Self.tokens(in: old).filter { !tokens.contains($0) }
  }

  /// Takes out what only the other way to the server needs: another program has no business with Panther's token, and
  /// this program none with the token of another server.
  private mutating func forgetVariables(ofServerElsewhere isElsewhere: Bool, _ new: JSON.Object) {
    func isObsolete(_ name: String) -> Bool {
      isElsewhere
        ? name.hasPrefix("PANTHER_")
        : [ServerAddress.tokenVariable, ClientLaunch.authorizationVariable].contains(name)
    }
    for key in Self.environmentKeys {
      guard var variables = entry[key]?.object else { continue }
      let obsolete = variables.keys.filter { isObsolete($0) && new[key]?[$0] == nil }
      guard !obsolete.isEmpty else { continue }
      for name in obsolete { variables[name] = nil }
      entry[key] = variables.isEmpty && new[key] == nil ? nil : .object(variables)
    }
    for key in ["env_keys", "env_vars"] {
      guard let names = entry[key]?.array else { continue }
      let left = names.filter { !isObsolete($0.string ?? "") || new[key]?.array?.contains($0) == true }
      guard left.count < names.count else { continue }
      entry[key] = left.isEmpty && new[key] == nil ? nil : .array(left)
    }
  }

  /// Keeps what protects in the entry as it was, unless the new one sets the same.
  private mutating func keepProtection(of old: JSON.Object, _ new: JSON.Object) {
    let (before, after) = (EntryControl.all(of: old), EntryControl.all(of: new))
    if !Self.leadsElsewhere(old), !Self.leadsElsewhere(new) {
      let kept = before.filter { control in control.protects && !after.contains { $0.flag == control.flag } }
      let words = kept.filter { !$0.isVariable }.flatMap(\.words)
      if !words.isEmpty { entry["args"] = .array((entry["args"]?.array ?? []) + words.map(JSON.string)) }
      if !kept.isEmpty {
        notes.append(
          "Kept what protects in the old entry: \(kept.map(\.text).joined(separator: ", ")). To drop it, delete it "
            + "from the file, or give the flag with another value.")
      }
    }
    let now = EntryControl.all(of: entry)
    lost = before.filter { control in !now.contains { $0.flag == control.flag } }.map(\.text)
  }

  /// The tokens that a person has filled in, of Panther and of a server over HTTP.
  private static func tokens(in entry: JSON.Object) -> [String] {
    let secrets = [ClientLaunch.tokenVariable, ServerAddress.tokenVariable, ClientLaunch.authorizationVariable]
    let variables = environmentKeys.flatMap { key in secrets.compactMap { entry[key]?[$0] } }
    let headers = headerKeys.flatMap { entry[$0]?.object?.members.map(\.value) ?? [] }
    // Other headers may have short values that are no secrets, and stand in many places.
    return (variables + headers.filter { ($0.string?.utf8.count ?? 0) >= 8 }).filter(isFilledIn).compactMap(\.string)
  }

  /// Whether an entry leads to a server that runs already, rather than starts this program.
  private static func leadsElsewhere(_ entry: JSON.Object) -> Bool {
    addressNames.contains { entry[$0] != nil }
      || (entry["args"]?.array ?? []).compactMap(\.string).contains {
        $0.hasPrefix("https://") || $0.hasPrefix("http://")
      }
  }

  /// The demo instance needs no instance and no token: what stood for them is asked for no longer. What somebody has
  /// filled in stays.
  private mutating func forgetPlaceholders() {
    let names = [ClientLaunch.tokenVariable, "PANTHER_INSTANCE_URL"]
    for key in Self.environmentKeys {
      guard var variables = entry[key]?.object else { continue }
      for name in names where !Self.isFilledIn(variables[name]) { variables[name] = nil }
      entry[key] = .object(variables)
    }
    for key in ["env_keys", "env_vars"] {
      guard let list = entry[key]?.array else { continue }
      entry[key] = .array(list.filter { variable in !names.contains { variable == .string($0) } })
    }
  }

  private mutating func merged(_ key: String, _ old: JSON.Object, _ before: JSON?, _ after: JSON) -> JSON {
    switch (key, before, after) {
    case (_, .object(let before)?, .object(let after)) where Self.environmentKeys.contains(key):
      return .object(mergedEnvironment(old, before, after))
    case ("headers", .object(let before)?, .object(let after)):
      return .object(mergedHeaders(old, before, after))
    case ("env_keys", .array(let before)?, .array(let after)), ("env_vars", .array(let before)?, .array(let after)):
      return .array(before + after.filter { !before.contains($0) })
    default: return after
    }
  }

  private mutating func mergedEnvironment(
    _ old: JSON.Object, _ before: JSON.Object, _ after: JSON.Object
  ) -> JSON.Object {
    var after = after
    var before = before
    let instance = "PANTHER_INSTANCE_URL"
    if Self.isFilledIn(before[instance]), Self.isFilledIn(after[instance]), before[instance] != after[instance] {
      // The token, and where the API is, belong to the instance that stood there.
      let bound = [ClientLaunch.tokenVariable, "PANTHER_REST_API_URL", "PANTHER_GQL_API_URL"]
      let gone = bound.filter { Self.isFilledIn(before[$0]) }
      for name in bound { before[name] = nil }
      if !gone.isEmpty { notes.append("\(gone.joined(separator: " and ")) of another instance stood there and went.") }
    } else if before[instance] == nil {
      for name in ["PANTHER_REST_API_URL", "PANTHER_GQL_API_URL"] where before[name] != nil && after[name] == nil {
        notes.append("Warning: \(name) stood there and was kept: the token goes to \(before[name]?.text ?? "").")
      }
    }
    var result = before
    if Self.isFilledIn(before[ClientLaunch.tokenVariable]), after[ClientLaunch.tokenVariable] != nil {
      after[ClientLaunch.tokenVariable] = nil
      notes.append("The API token that stood there was kept.")
    } else if Self.isFilledIn(before[ClientLaunch.tokenFileVariable]), after[ClientLaunch.tokenVariable] != nil {
      after[ClientLaunch.tokenVariable] = nil
      notes.append("\(ClientLaunch.tokenFileVariable) stood there and was kept.")
    } else if after[ClientLaunch.tokenFileVariable] != nil, before[ClientLaunch.tokenVariable] != nil {
      // The token would win over the file.
      result[ClientLaunch.tokenVariable] = nil
      if Self.isFilledIn(before[ClientLaunch.tokenVariable]) {
        notes.append("The API token that stood there was taken out, because it would be used in place of the file.")
      }
    }
    if after["PANTHER_INSTANCE_URL"] == .string(ClientLaunch.instancePlaceholder),
      Self.isFilledIn(before["PANTHER_INSTANCE_URL"])
    {
      after["PANTHER_INSTANCE_URL"] = nil
    }
    let authorization = ClientLaunch.authorizationVariable
    if after[authorization] != nil, Self.isFilledIn(before[authorization]) {
      if keepsToken(old) { after[authorization] = nil }
    }
    result.merge(after)
    return result
  }

  private mutating func mergedHeaders(_ old: JSON.Object, _ before: JSON.Object, _ after: JSON.Object) -> JSON.Object {
    var after = after
    var result = before
    let tokens = before.keys.filter { $0.lowercased() == "authorization" }
    let isFilledIn = tokens.contains { Self.isFilledIn(before[$0]) }
    if before.members.contains(where: { Self.isFilledIn($0.value) }), !keepsToken(old) { return after }
    for name in tokens where name != "Authorization" || !isFilledIn { result[name] = nil }
    if isFilledIn, let kept = tokens.first(where: { Self.isFilledIn(before[$0]) }) {
      after["Authorization"] = nil
      result[kept] = before[kept]
    }
    result.merge(after)
    return result
  }

  /// Whether the token for a server over HTTP stays: only where the server stays the same, because no other one may
  /// get it.
  private mutating func keepsToken(_ old: JSON.Object) -> Bool {
    let words = Self.addresses(of: old)
    let stays = !words.isEmpty && words == Self.addresses(of: entry)
    notes.append(
      stays
        ? "The token for this server that stood there was kept."
        : "The token that stood there was for another server, so it was taken out.")
    return stays
  }

  private static func addresses(of entry: JSON.Object) -> [String] {
    let words = (entry["args"]?.array ?? []) + addressKeys.compactMap { entry[$0] }
    return words.compactMap(\.string).filter { $0.contains("://") }
  }

  /// Whether a value is there and not one that stands for another.
  private static func isFilledIn(_ value: JSON?) -> Bool {
    guard let text = value?.string, !text.isEmpty else { return false }
    return !Placeholder.isOne(text.hasPrefix("Bearer ") ? String(text.dropFirst(7)) : text)
  }
}
