import JSON

extension JSON {
  /// The flags in lists of words that another value replaces, and that it does not have.
  func flags(lostBy new: JSON) -> [String] {
    switch (self, new) {
    case (.object(let object), .object(let others)):
      others.members.flatMap { member in object[member.key]?.flags(lostBy: member.value) ?? [] }
    case (.array(let words), .array(let others)):
      words.filter { word in word.string?.hasPrefix("--") == true && !others.contains(word) }.compactMap(\.string)
    default: []
    }
  }

  /// The value with another merged into it: objects member by member, lists of objects with an `id` object by object,
  /// and everything else replaced. A token that somebody has filled in stays.
  func merged(with new: JSON, at place: String) throws(ConfigurationFile.Refusal) -> JSON {
    switch (self, new) {
    case (.object(var object), .object(let others)):
      for member in others.members {
        let old = object[member.key].flatMap { $0.isNull ? nil : $0 }
        if member.key == ClientLaunch.tokenVariable, old?.string?.isEmpty == false { continue }
        object[member.key] = try old?.merged(with: member.value, at: "\(place), \(member.key)") ?? member.value
      }
      return .object(object)
    case (.array(var list), .array(let others)) where others.contains { $0["id"] != nil }:
      for other in others {
        if let index = list.firstIndex(where: { $0["id"] == other["id"] }) {
          list[index] = other
        } else {
          list.append(other)
        }
      }
      return .array(list)
    case (.object, _), (.array, .object), (_, .object):
      throw ConfigurationFile.Refusal(description: "\(place): there is \(kind), where \(new.kind) belongs.")
    default: return new
    }
  }
}
