import JSON
import MCP

/// What a test of Python code answers on the demo instance, which runs none.
enum DemoExample {
  static func answer(_ draft: Draft, _ events: SampleEvents?) -> Answer {
    var facts: JSON.Object = [
      "result": """
      Nothing was tested: the demo instance runs no detection code. It does run the conditions of simple rules. On a \
      real instance this call returns what `made_up_example` shows.
      """,
      "detection_id": .string(draft.id), "detection_type": .string(draft.kind.rawValue),
    ]
    facts["events_found"] = events.map { JSON($0.events.count) }
    guard draft.isChanged, draft.stored != nil else {
      facts["made_up_example"] = [
        "result": "12 of 100 events fire, which makes 3 alerts. 2 of 2 unit tests pass.",
        "unit_tests": ["passed": 2, "failed": 0], "events": ["tested": 100, "fire": 12, "alerts": 3],
      ]
      return .facts(facts)
    }
    facts["made_up_example"] = [
      "result":
        .string(
          "12 of 100 events fire, which makes 3 alerts. Before the changes 40 of 100 fire, which makes 9 alerts. "
            + "28 are newly silent, 0 newly fire. 2 of 2 unit tests pass."),
      "unit_tests": ["passed": 2, "failed": 0], "events": ["tested": 100, "fire": 12, "alerts": 3],
      "events_before": ["tested": 100, "fire": 40, "alerts": 9], "newly_silent": 28, "newly_firing": 0,
    ]
    return .facts(facts)
  }
}
