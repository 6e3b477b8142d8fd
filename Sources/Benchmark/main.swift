import Foundation
import Wire
let body = try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1]))
let bytes = [UInt8](body)
var n = 0
var t = Date()
for _ in 0..<50 { if case .object(let o) = try JSON(parsing: bytes) { n += o.count } }
print("parse MB/s", Double(bytes.count) * 50 / -t.timeIntervalSinceNow / 1e6, n)
let v = try JSON(parsing: bytes)
t = Date()
for _ in 0..<50 { n += v.bytes.count }
print("write MB/s", Double(bytes.count) * 50 / -t.timeIntervalSinceNow / 1e6, n)
