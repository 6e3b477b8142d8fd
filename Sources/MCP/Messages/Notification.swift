import JSON

/// The line of a notification, without its end.
func notification(_ method: String, _ params: JSON.Object) -> [UInt8] {
  JSON.object(["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]).bytes
}
