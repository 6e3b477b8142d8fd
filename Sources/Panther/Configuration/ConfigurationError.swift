/// Which variable is wrong, why, and what to set.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// The error in words for a person, with the variable by its name.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension PantherError {
  init(configuration error: ConfigurationError) {
    self.init(.configuration, message: error.description)
  }
}
