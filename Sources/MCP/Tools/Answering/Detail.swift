/// How much of each item a tool answers with.
package enum Detail: String, CaseIterable, ArgumentValue {
  case concise, full
}
