import Testing

@Suite struct WireTestsPlaceholder {
  @Test func `builds`() {}
}
