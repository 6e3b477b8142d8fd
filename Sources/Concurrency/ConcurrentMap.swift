extension Array where Element: Sendable {
  /// Transforms all elements at once; the results have the order of the elements.
  /// - Throws: the error of the first element, in their order, that failed; all others run to their end before that.
  package func concurrentMap<Value: Sendable, Problem: Error>(
    _ transform: @escaping @Sendable (Element) async throws(Problem) -> Value
  ) async throws(Problem) -> [Value] {
    let outcomes = await withTaskGroup(of: (Int, Result<Value, Problem>).self) { group in
      for (index, element) in enumerated() {
        group.addTask {
          do throws(Problem) {
            return (index, .success(try await transform(element)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      return await group.reduce(into: [Int: Result<Value, Problem>]()) { $0[$1.0] = $1.1 }
    }
    var values: [Value] = []
    for index in indices {
      if let outcome = outcomes[index] { values.append(try outcome.get()) }
    }
    return values
  }
}
