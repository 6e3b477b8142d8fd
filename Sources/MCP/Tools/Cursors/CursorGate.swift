import Foundation
import JSON

/// Opens the cursor that a call brings, and fills the call's arguments from it.
struct CursorGate {
  let carrier: any CursorCarrier

  /// A call's arguments after its cursor was opened.
  struct Opened {
    /// The arguments of the first call, and under `cursor` the place.
    let arguments: JSON.Object
    /// When the first page was asked for.
    let askedAt: Date
  }

  /// Reads the cursor among a call's arguments; nil when it brings none.
  ///
  /// What the call gives besides must be what the cursor carries, but for arguments that may change from page to page.
  ///
  /// - Throws: `ArgumentError` for a cursor that is altered, too old or of another tool, and for other arguments.
  func open<Context>(
    _ given: JSON.Object, of tool: AnyTool<Context>, caller: String
  ) throws(ArgumentError) -> Opened? {
    guard let value = given[Cursor.argument], !value.isNull, value != "" else { return nil }
    let list = tool.arguments
    guard list.takesCursor else { return nil }
    let cursor: Cursor
    do throws(CursorFault) {
      guard let text = value.string else { throw .altered }
      cursor = try carrier.cursor(of: text, caller: caller)
    } catch {
      throw error.error
    }
    guard cursor.tool == tool.name || tool.cursorsTaken.contains(cursor.tool) else {
      throw ArgumentError([
        "Argument `\(Cursor.argument)` belongs to another tool: \(cursor.tool) gave it, not \(tool.name)."
      ])
    }
    var arguments = try merged(given, with: cursor, list, isOwn: cursor.tool == tool.name)
    arguments[Cursor.argument] = cursor.place
    return Opened(arguments: arguments, askedAt: cursor.askedAt)
  }

  /// - Parameter isOwn: whether the cursor is of the same tool; another tool's may come with arguments that it lacks,
  ///   such as the SQL that query_data_lake requires.
  private func merged(
    _ given: JSON.Object, with cursor: Cursor, _ list: ArgumentList, isOwn: Bool
  ) throws(ArgumentError) -> JSON.Object {
    let (names, perPage, required) = (Set(list.names), list.perPage, list.required)
    var arguments = JSON.Object(unique: cursor.arguments.members.filter { names.contains($0.key) })
    var others: [String] = []
    // They are refused later. Each added to an object alone would be compared with all before it.
    var unknown: [JSON.Member] = []
    for member in given.members where member.key != Cursor.argument {
      let carried = arguments[member.key]
      if member.value.isNothing, carried != nil || !required.contains(member.key) { continue }
      guard names.contains(member.key) else {
        unknown.append(member)
        continue
      }
      let isOther = !perPage.contains(member.key) && (isOwn || carried != nil)
      if isOther, member.value.asList != (carried ?? list.fallback(of: member.key))?.asList {
        others.append("`\(member.key)`")
      } else {
        arguments[member.key] = member.value
      }
    }
    guard others.isEmpty else {
      let names = others.joined(separator: ", ")
      throw ArgumentError([
        "Argument `\(Cursor.argument)` belongs to a call with other filters (\(names)): give the cursor alone, or the same "
          + "filters with it."
      ])
    }
    return JSON.Object(unique: arguments.members + unknown)
  }
}

extension JSON {
  /// Whether it is what hosts fill optional arguments in with.
  fileprivate var isNothing: Bool { isNull || self == "" || self == [] }

  /// One value as the list of one that it may be given for.
  fileprivate var asList: [JSON] { array ?? [self] }
}
