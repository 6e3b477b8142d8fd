/// One thing that somebody did. Every event in alerts and tables is made from an activity.
struct Activity: Sendable, Hashable {
  let time: Instant
  let logType: LogType
  let user: String
  let name: String
  let address: String
  let city: String
  let country: String
  let action: String
  let error: String?
  /// The object of the action: a bucket, a user, an application, a file, or `address:port`.
  let target: String
  /// A number that makes otherwise equal activities different.
  let serial: Int

  init(
    _ logType: LogType, _ action: String, by person: Company.Person, at time: Instant, error: String? = nil,
    target: String = "", serial: Int = 0
  ) {
    (self.time, self.logType, self.action) = (time, logType, action)
    (user, name, address, city, country) = (person.user, person.name, person.address, person.city, person.country)
    (self.error, self.target, self.serial) = (error, target, serial)
  }

  var email: String { user + "@" + Company.domain }

  /// A generator whose values are always the same for this activity.
  var random: SeededRandom {
    SeededRandom("\(logType.rawValue)|\(time.milliseconds)|\(user)|\(action)|\(target)|\(serial)")
  }
}
