import Panther
import JSON

/// An error answer, with the status and body that Panther would send.
struct DemoError: Error {
  let status: Int
  let body: JSON.Object

  var message: String { body["message"]?.string ?? "" }

  init(_ status: Int, _ message: String) {
    self.init(status, ["message": .string(message)])
  }

  init(_ status: Int, _ body: JSON.Object) {
    (self.status, self.body) = (status, body)
  }

  static func badRequest(_ message: String) -> DemoError { DemoError(400, message) }
  /// No query has the id, at least not in this process.
  static func forgotten(query id: String) -> DemoError {
    DemoError(404, "query \(id) not found; the demo instance forgets queries when its process ends")
  }

  static func notFound(_ what: String, _ id: String) -> DemoError { DemoError(404, "\(what) \(id) not found") }

  var response: HTTPResponse { HTTPResponse(status: status, json: .object(body)) }
}
