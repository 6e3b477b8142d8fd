import Synchronization

/// What `initialize` has settled in a conversation; nil before it.
final class LegacyEra: Sendable {
  private let era = Mutex<Era?>(nil)

  func withLock<Value: Sendable>(_ body: (inout Era?) -> Value) -> Value {
    era.withLock { era in body(&era) }
  }
}
