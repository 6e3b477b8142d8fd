import Testing

@Suite struct MCPTestsPlaceholder {
  @Test func `builds`() {}
}
