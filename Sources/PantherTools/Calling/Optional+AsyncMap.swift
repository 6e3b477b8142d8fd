extension Optional {
  /// The same as `map`, for work that waits.
  func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async throws -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
