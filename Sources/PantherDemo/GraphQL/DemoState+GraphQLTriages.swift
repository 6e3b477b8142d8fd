import JSON

extension DemoState {
  mutating func summarizeAlert(_ field: GraphQLField) throws -> JSON {
    let alert = try alerts.need(field.text("input", "alertId"))
    let text = InferenceStream.text(
      about: alert, prompt: field.argument("input", "prompt")?.string,
      length: field.argument("input", "outputLength")?.string ?? "medium")
    let stream = InferenceStream(id: newID(), alias: alert.string("id"), created: now, text: text)
    streams.append(stream)
    if streams.count > 200 { streams.removeFirst() }
    return ["streamId": .string(stream.id)]
  }

  mutating func pollStream(_ field: GraphQLField) throws -> JSON {
    let id = try field.text("streamId")
    guard let index = streams.firstIndex(where: { $0.id == id }) else { throw DemoError.notFound("stream", id) }
    streams[index].polls = min(streams[index].polls + 1, InferenceStream.pollsUntilFinished)
    let stream = streams[index]
    return [
      "streamId": .string(id), "finished": .bool(stream.isFinished), "responseText": .string(stream.visible),
      "error": .null,
    ]
  }

  func streamNodes(_ field: GraphQLField) throws -> JSON {
    let alias = field.argument("input", "alias")?.string
    let found = streams.enumerated().filter { alias == nil || $0.element.alias == alias }.map {
      number, stream -> JSON.Object in
      [
        "streamId": .string(stream.id), "alias": .string(stream.alias), "createdAt": .string(stream.created.precise),
        "_order": .string(stream.created.precise + Instant.padded(number, 6)),
      ]
    }
    let page = try KeyedPage(
      found, kind: "streams", cursor: field.cursor, limit: field.pageSize(default: 25, most: 100)
    ) { $0.string("_order") }
    return field.connection(page.items.map(JSON.object), next: page.next)
  }
}
