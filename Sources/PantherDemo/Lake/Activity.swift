/// One thing that somebody did; every event of the sample, in alerts and in tables, is made from one.
struct Activity: Sendable, Hashable {
  let time: Moment
  let logType: LogType
  let user: String
  let name: String
  let address: String
  let city: String
  let country: String
  let action: String
  let error: String?
  /// What it was done to: a bucket, a user, an application, a file, or `address:port`.
  let target: String
  /// Tells apart what is otherwise equal.
  let serial: Int

  init(
    _ logType: LogType, _ action: String, by person: Company.Person, at time: Moment, error: String? = nil,
    target: String = "", serial: Int = 0
  ) {
    (self.time, self.logType, self.action) = (time, logType, action)
    (user, name, address, city, country) = (person.user, person.name, person.address, person.city, person.country)
    (self.error, self.target, self.serial) = (error, target, serial)
  }

  var email: String { user + "@" + Company.domain }

  /// Random values that are always the same for this activity.
  var random: SplitMix {
    SplitMix("\(logType.rawValue)|\(time.milliseconds)|\(user)|\(action)|\(target)|\(serial)")
  }
}
