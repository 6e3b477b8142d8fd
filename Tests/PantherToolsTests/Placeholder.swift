import Testing

@Suite struct PantherToolsTestsPlaceholder {
  @Test func `builds`() {}
}
