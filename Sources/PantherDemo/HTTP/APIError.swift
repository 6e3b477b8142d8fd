import Panther
import JSON

/// A refusal, with the status and body that Panther would send.
struct Fault: Error {
  let status: Int
  let body: JSON.Object

  var message: String { body["message"]?.string ?? "" }

  init(_ status: Int, _ message: String) {
    self.init(status, ["message": .string(message)])
  }

  init(_ status: Int, _ body: JSON.Object) {
    (self.status, self.body) = (status, body)
  }

  static func bad(_ message: String) -> Fault { Fault(400, message) }
  static func missing(_ what: String, _ id: String) -> Fault { Fault(404, "\(what) \(id) not found") }

  var response: HTTPResponse { HTTPResponse(status: status, json: .object(body)) }
}
