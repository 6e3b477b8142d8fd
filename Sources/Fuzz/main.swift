import Foundation
import Synchronization

// Fuzz [--http] [--seconds N] [--lines N] [--seed N] sends random and mutated lines to a session whose instance garbles
// its answers. Every request must get one answer with its own id, every line must be JSON, nothing may crash, hang or
// fill memory.
//
// With --http the lines are the bodies of requests to an HTTP server in this process, and the methods, paths, headers
// and bytes of the requests are hostile too. Every request must get one answer, with a status that the transport may
// give.
//
// A finding names the seed that repeats it: Fuzz --lines 1 --seed N, with --http if it was found so.
signal(SIGPIPE, SIG_IGN)
func say(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }
let words = Array(CommandLine.arguments.dropFirst())
func option(_ name: String, or fallback: Double) -> Double {
  guard let index = words.firstIndex(of: name), index + 1 < words.count else { return fallback }
  return Double(words[index + 1]) ?? fallback
}
let lines = option("--lines", or: .infinity)
let seconds = option("--seconds", or: lines.isFinite ? .infinity : 60)
let overHTTP = words.contains("--http")
let seed = UInt64(option("--seed", or: 1))

/// The conversation that is going on, for the watchdog.
let current = Mutex((seed: seed, since: Date()))
Thread.detachNewThread {
  while true {
    Thread.sleep(forTimeInterval: 1)
    let (seed, since) = current.withLock { $0 }
    guard Date().timeIntervalSince(since) < 120 else { fatalError("seed \(seed) hangs") }
  }
}

let mostMemory = 1500

var run = FuzzRun()
var conversations = 0
var findings = 0
let start = Date()
var told = start
while Double(conversations * FuzzRun.linesPerConversation) < lines, Date().timeIntervalSince(start) < seconds {
  let next = seed &+ UInt64(conversations)
  current.withLock { $0 = (next, Date()) }
  var problems = run.conversation(seed: next, overHTTP: overHTTP)
  conversations += 1
  if memory() > mostMemory { problems.append("\(memory()) MB of memory") }
  for problem in problems.prefix(5) { say("seed \(next): \(problem)") }
  findings += problems.count
  if Date().timeIntervalSince(told) > 20 {
    told = Date()
    say("\(conversations * FuzzRun.linesPerConversation) lines, \(findings) findings, \(memory()) MB")
  }
  if memory() > mostMemory { break }
}
let elapsed = Int(Date().timeIntervalSince(start))
say(
  "\(conversations * FuzzRun.linesPerConversation) lines in \(elapsed) s, \(findings) findings, at most \(memory()) MB")
exit(findings == 0 ? 0 : 1)
