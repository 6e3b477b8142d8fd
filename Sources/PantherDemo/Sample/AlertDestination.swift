/// A destination to which alerts are delivered.
struct AlertDestination {
  let label: String
  var id: String { stableID("output:" + label) }

  static let security = AlertDestination(label: "#security-alerts")
}
