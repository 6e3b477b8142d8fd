extension Duration {
  /// The duration in seconds, as Dispatch takes it.
  var inSeconds: Double { self / .seconds(1) }
}
