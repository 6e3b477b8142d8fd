import Cleaning
import Stdio
import Foundation
import JSON
import Text

/// Checks the chains in the files of an audit log, which have to be read in order, the oldest first.
///
/// It finds lines that were changed, added, removed or moved. By themselves, chains cannot show that the end of one or a
/// whole one was removed, nor that somebody made a whole chain anew: only a hash that is kept elsewhere shows that.
package struct AuditVerification {
  /// What a chain says about the end of its process.
  package enum Ending: String {
    /// Nothing: a process that makes a single call says nothing of its start either.
    case unsaid
    /// It has begun as a server, and its last line is not about its stop.
    case open
    /// Its last line is about its stop.
    case stopped
  }

  /// The lines that one process wrote.
  package struct Chain {
    /// The name that stands in each of its lines.
    package let id: String
    /// How many lines were found.
    package fileprivate(set) var lines = 0
    /// The time of its first line, as it stands there.
    package let start: String
    /// The time of its last line, as it stands there.
    package fileprivate(set) var end: String
    /// Whether every line so far continues the one before. After a break, nothing more can be said about a chain.
    package fileprivate(set) var isIntact = true
    /// How many lines stand before its first one in older files, which were not given.
    package fileprivate(set) var unread = 0
    /// How the process ended, as far as the chain says.
    package fileprivate(set) var ending = Ending.unsaid
    /// The hash of its last line.
    package fileprivate(set) var hash = ""
    fileprivate var sequence = 0
  }

  /// A line that is not the one that was written there.
  package struct Break: CustomStringConvertible {
    /// The name of the file, as it was given.
    package let file: String
    /// The number of the line in its file, from 1.
    package let line: Int
    /// The chain that the line says it belongs to; nil where that cannot be read.
    package let chain: String?
    /// The number that the line says it has in its chain; nil where that cannot be read.
    package let sequence: Int?
    /// What is wrong with the line.
    package let reason: String

    /// The place and the reason in words.
    package var description: String {
      let place = [chain.map { "chain \($0)" }, sequence.map { "seq \($0)" }].compactMap(\.self).joined(separator: ", ")
      return "\(file) line \(line)\(place.isEmpty ? "" : " (\(place))"): \(reason)"
    }
  }

  /// The chains in the order in which they begin.
  package private(set) var chains: [Chain] = []
  /// The first break of each chain, and every line that belongs to no chain, in the order of the lines.
  package private(set) var breaks: [Break] = []
  /// Lines that were not written whole, as on a full disk. They do not count, so no chain is broken by them.
  package private(set) var cuts: [Break] = []
  /// Those of the expected hashes that no line has which is what was written there.
  package private(set) var missing: Set<String>
  private var indices: [String: Int] = [:]
  private var files = 0

  /// A verification that has read nothing yet.
  /// - Parameter expected: hashes that were kept elsewhere, in lower case.
  package init(expecting expected: Set<String> = []) {
    missing = expected
  }

  /// Reads one file to its end; this blocks.
  /// - Parameter file: the name of the file for the breaks in it.
  package mutating func read(_ file: String, descriptor: Int32) {
    files += 1
    var number = 0
    var lines = LineReader(descriptor: descriptor)
    lines.read { line in
      number += 1
      guard case .text(let bytes) = line else {
        breaks.append(Break(file: file, line: number, chain: nil, sequence: nil, reason: "it is too long"))
        return
      }
      // An empty line can stay behind a line that was cut.
      if !bytes.isEmpty { take(bytes, file, number) }
    }
  }

  private mutating func take(_ line: [UInt8], _ file: String, _ number: Int) {
    let members = (try? JSON(parsing: line))?.object
    if members == nil, let start = AuditLine.start(behindCutIn: line) {
      take(Array(line[..<start]), file, number)
      return take(Array(line[start...]), file, number)
    }
    guard members != nil || !AuditLine.isCut(line) else {
      let reason = "it was not written whole, as on a full disk, and does not count"
      return cuts.append(Break(file: file, line: number, chain: nil, sequence: nil, reason: reason))
    }
    // The name is printed, and nobody knows who wrote it.
    let chain = members?["chain"]?.string.map { $0.shown(upTo: 40) }
    let sequence = members?["seq"]?.int
    if let reason = flaw(of: line, members, chain, sequence) {
      breaks.append(Break(file: file, line: number, chain: chain, sequence: sequence, reason: reason))
    }
  }

  /// Adds the line to its chain.
  /// - Returns: what is wrong with the line; nil also where the chain was broken before.
  private mutating func flaw(of line: [UInt8], _ members: JSON.Object?, _ chain: String?, _ sequence: Int?) -> String? {
    guard let members else { return "it is not JSON" }
    guard let chain, let sequence, let hashes = AuditLine.hashes(of: line) else {
      return "its chain, seq or hash is missing"
    }
    let time = (members["time"]?.string ?? "").shown(upTo: 40)
    let index = indices[chain] ?? chains.count
    if index == chains.count {
      chains.append(Chain(id: chain, start: time, end: time))
      indices[chain] = index
    }
    chains[index].lines += 1
    chains[index].end = time
    guard chains[index].isIntact else { return nil }
    // What stands before the first file is not known, so there a chain may begin anywhere.
    if files == 1, chains[index].lines == 1, (2..<1 << 53).contains(sequence), hashes.carried == hashes.right {
      chains[index].unread = sequence - 1
    } else if let flaw = flaw(hashes, sequence, members["prev"]?.string, after: chains[index]) {
      chains[index].isIntact = false
      return flaw
    }
    (chains[index].sequence, chains[index].hash) = (sequence, hashes.right)
    switch members["event"]?.string {
    case "stop": chains[index].ending = .stopped
    case "start": chains[index].ending = .open
    default: if chains[index].ending == .stopped { chains[index].ending = .open }
    }
    missing.remove(hashes.right)
    return nil
  }

  private func flaw(
    _ hashes: (carried: String, right: String), _ sequence: Int, _ previous: String?, after chain: Chain
  ) -> String? {
    if hashes.carried != hashes.right { return "its hash is wrong: the line was changed" }
    let next = chain.sequence + 1
    if sequence > next {
      let missing = sequence == next + 1 ? "seq \(next)" : "seq \(next) to \(sequence - 1)"
      return chain.lines == 1
        ? "the chain's beginning is missing (\(missing)); after a rotation give the older file first"
        : "a gap: \(missing) missing before it"
    }
    if sequence < next { return "its seq repeats or goes back; \(next) was due" }
    return previous == chain.hash ? nil : "its prev is not the hash of the line before: lines were changed or replaced"
  }
}
