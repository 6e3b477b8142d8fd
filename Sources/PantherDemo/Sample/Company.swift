/// The people and places of the sample company, Harborline.
enum Company {
  struct Person: Sendable {
    let user: String
    let name: String
    let address: String
    let city: String
    let country: String

    var email: String { user + "@harborline.example" }
  }

  static let dana = Person(
    user: "dana.whitfield", name: "Dana Whitfield", address: "192.0.2.15", city: "Portland", country: "United States")
  static let minjun = Person(
    user: "minjun.kim", name: "Min-jun Kim", address: "192.0.2.61", city: "Seoul", country: "Korea, Republic of")
  static let omar = Person(
    user: "omar.haddad", name: "Omar Haddad", address: "198.51.100.23", city: "Lisbon", country: "Portugal")
  static let hugo = Person(
    user: "hugo.lind", name: "Hugo Lind", address: "192.0.2.30", city: "Gothenburg", country: "Sweden")
  static let backup = Person(
    user: "svc-backup", name: "svc-backup", address: "10.0.0.12", city: "Ashburn", country: "United States")
  static let terraform = Person(
    user: "ci-terraform", name: "ci-terraform", address: "10.0.3.9", city: "Ashburn", country: "United States")
  /// Copies secrets into the vault every night. It appears in no other logs.
  static let vaultSync = Person(
    user: "svc-vault-sync", name: "svc-vault-sync", address: "10.0.5.21", city: "Ashburn", country: "United States")

  /// The people and programs that appear in the everyday logs.
  static let staff = [
    dana, minjun, omar, hugo, backup, terraform,
    Person(user: "ada.okafor", name: "Ada Okafor", address: "192.0.2.11", city: "Portland", country: "United States"),
    Person(user: "sofia.garcia", name: "Sofía García", address: "192.0.2.18", city: "Madrid", country: "Spain"),
    Person(user: "liam.obrien", name: "Liam O'Brien", address: "192.0.2.22", city: "Dublin", country: "Ireland"),
    Person(user: "priya.patel", name: "Priya Patel", address: "192.0.2.27", city: "Portland", country: "United States"),
    Person(user: "yuki.tanaka", name: "Yuki Tanaka", address: "192.0.2.44", city: "Osaka", country: "Japan"),
    Person(user: "noor.alfarsi", name: "Noor Al-Farsi", address: "192.0.2.52", city: "Dublin", country: "Ireland"),
  ]

  /// The attacker who takes over the account of Dana.
  static let attacker = Person(
    user: dana.user, name: dana.name, address: "203.0.113.54", city: "Reykjavik", country: "Iceland")
  /// The attacker with the stolen key of the backup account.
  static let stolenKey = Person(
    user: backup.user, name: backup.name, address: attacker.address, city: attacker.city, country: attacker.country)

  static let account = "111122223333"
  static let domain = "harborline.example"
}
