import JSON

/// The user, token or system that did something, as the REST API writes it.
enum ActorReference {
  static let system: JSON = ["id": "system", "type": "system"]
  static let token: JSON = ["id": .string(SamplePeople.tokenID), "type": "api-token"]

  static func user(_ name: String) -> JSON { ["id": .string(SamplePeople.id(of: name)), "type": "user"] }
}
