import Text

extension JSON {
  /// A key of an object, and its value.
  package struct Member: Sendable, Equatable {
    /// The name of the member.
    package var key: String
    /// What the key stands for.
    package var value: JSON

    /// A member of this key and value.
    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }

    package static func == (left: Member, right: Member) -> Bool {
      left.key.hasSameBytes(as: right.key) && left.value == right.value
    }
  }

  /// The members of a JSON object in their order; keys are unique and compared byte by byte.
  package struct Object: Sendable, Equatable {
    /// The members in the order in which they were written or added.
    package private(set) var members: [Member]

    /// An object without members.
    package init() {
      members = []
    }

    /// Takes members whose keys the caller knows to be unique.
    package init(unique members: [Member]) {
      self.members = members
    }

    /// Removes a member and returns its value; nil where there was none.
    package mutating func removeValue(forKey key: String) -> JSON? {
      defer { self[key] = nil }
      return self[key]
    }

    /// Whether there are no members.
    package var isEmpty: Bool { members.isEmpty }
    /// The number of members.
    package var count: Int { members.count }
    /// The keys of all members, in their order.
    package var keys: [String] { members.map(\.key) }

    /// The value of a key; assigning nil removes it, assigning a new key appends it.
    package subscript(key: String) -> JSON? {
      get {
        for member in members where member.key.hasSameBytes(as: key) { return member.value }
        return nil
      }
      set {
        let index = members.firstIndex { $0.key.hasSameBytes(as: key) }
        switch (index, newValue) {
        case (let index?, let value?): members[index].value = value
        case (let index?, nil): members.remove(at: index)
        case (nil, let value?): members.append(Member(key, value))
        case (nil, nil): break
        }
      }
    }

    /// Takes over all members of another object; where both have a key, the other's value wins.
    package mutating func merge(_ other: Object) {
      self = Object(mergingDuplicatesIn: members + other.members)
    }

    /// This object with all members of another one; where both have a key, the other's value wins.
    package func merging(_ other: Object) -> Object {
      var merged = self
      merged.merge(other)
      return merged
    }
  }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
  /// An object; of several members with one key, the last value stands, in the place of the first.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements)
  }

  /// An object; of several members with one key, the last value stands, in the place of the first.
  package init(_ elements: some Sequence<(String, JSON)>) {
    self.init(mergingDuplicatesIn: elements.map { JSON.Member($0, $1) })
  }
}

// MARK: - Parsed members

extension JSON.Object {
  /// Keeps the last value of a duplicate key, in the place of the first.
  init(mergingDuplicatesIn members: [JSON.Member]) {
    self = JSON.Object.hasDuplicates(members) ? JSON.Object(merging: members) : JSON.Object(unique: members)
  }

  /// This is quick, but calls two keys equal that only normalization makes equal.
  private static func hasDuplicates(_ members: [JSON.Member]) -> Bool {
    guard members.count > 1 else { return false }
    if members.count > 12 { return Set(members.lazy.map(\.key)).count < members.count }
    for later in members.indices.dropFirst() {
      for earlier in 0..<later where members[earlier].key == members[later].key { return true }
    }
    return false
  }

  /// Slower than `hasDuplicates`, but a million duplicates must not cost a million look-ups of a million keys.
  private init(merging members: [JSON.Member]) {
    var places: [ExactText: Int] = [:]
    var merged: [JSON.Member] = []
    for member in members {
      let key = ExactText(member.key)
      if let place = places[key] {
        merged[place].value = member.value
      } else {
        places[key] = merged.count
        merged.append(member)
      }
    }
    self.init(unique: merged)
  }
}
