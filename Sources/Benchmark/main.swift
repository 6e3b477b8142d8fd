import Foundation

signal(SIGPIPE, SIG_IGN)
do {
  let options = try BenchmarkOptions(CommandLine.arguments)
  let bench = try Bench(options)
  exit(try bench.run() ? 0 : 1)
} catch {
  print("Benchmark: \(error)")
  exit(64)
}
