import Testing

@Suite struct PantherTestsPlaceholder {
  @Test func `builds`() {}
}
