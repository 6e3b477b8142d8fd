extension String {
  /// Whether the UTF-8 bytes are equal. Swift's own `==` calls two strings equal that Unicode normalization makes
  /// equal, and would take two different ids or keys for one.
  package func hasSameBytes(as other: String) -> Bool {
    self == other && utf8.elementsEqual(other.utf8)
  }
}
