import Concurrency
import Foundation
import JSON
import MCP
import Panther
import SQLGuard

/// The operator's borders, where a query begins and where its results are read.
extension Call {
  /// Refuses SQL that reads what the caller may not read.
  /// - Throws: `SQLRefusal`.
  func confine(_ sql: String, in database: String) throws {
    if let tables = borders.tables { try SQLGuard.confine(sql, database: database, to: tables) }
  }

  /// Refuses the results of a query whose SQL reads what the caller may not read.
  ///
  /// - Parameter sql: the text of the query as Panther has it.
  func confine(resultsOf id: String, _ sql: String?) throws {
    guard let tables = borders.tables, !started.isWithin(tables, id) else { return }
    do throws(SQLRefusal) {
      try SQLGuard.confine(sql ?? "", database: started.database(of: id), to: tables)
    } catch {
      throw ToolFailure("The results of the query \(Wording.quote(id)) are not shown: \(error)")
    }
  }

  private static let stats = Operation(
    """
    query QueryStats($id: ID!) {
      dataLakeQuery(id: $id) { status results(input: {pageSize: 1}) { stats { bytesScanned } tryAgain } }
    }
    """)

  /// Refuses to start a query when the caller's queries have scanned enough for today. Those that nobody has waited for
  /// are asked about first.
  func checkScan() async throws {
    guard let most = borders.maxScan else { return }
    _ = await Array(started.unsettled(of: caller).prefix(20)).concurrentMap { id in
      await Result { started.settle(id, try await panther.run(Self.stats, ["id": .string(id)])["dataLakeQuery"], now) }
    }
    let used = started.scanned(by: caller, at: now)
    guard used >= most else { return }
    throw ToolFailure(
      "Nothing was run: the data lake queries of one caller may scan \(most) in a day (UTC), and yours have scanned \(used). "
        + "The operator has set this limit; it begins anew at \(StartedQueries.midnight(after: now).iso).")
  }
}

extension StartedQueries {
  /// Counts what a query has scanned, if it has ended.
  ///
  /// - Parameter query: its state as Panther answers with it.
  func settle(_ id: String, _ query: JSON?, _ now: Date) {
    switch query?["status"]?.string {
    case "succeeded" where query?["results"]?["tryAgain"]?.bool != true:
      settle(id, bytes: query?["results"]?["stats"]?["bytesScanned"]?.asWholeNumber.int, at: now)
    case "failed", "cancelled": settle(id, bytes: nil, at: now)
    default: break
    }
  }
}
