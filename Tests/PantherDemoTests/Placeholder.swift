import Testing

@Suite struct PantherDemoTestsPlaceholder {
  @Test func `builds`() {}
}
