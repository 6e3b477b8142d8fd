import JSON

/// Everything that the demo instance knows. Requests change it until the process ends.
struct DemoState {
  static let pantherVersion = "1.125.3"

  let now: Instant
  let incidents: [Incident]
  let token: JSON
  var alerts: RecordStore
  var comments: RecordStore
  var detections: [DetectionCollection: RecordStore]
  var globals: RecordStore
  var dataModels: RecordStore
  var queries: RecordStore
  var users: RecordStore
  var roles: RecordStore
  var httpSources: RecordStore
  var sources: RecordStore
  var schemas: RecordStore
  let lake: Lake
  var runs: QueryHistory
  var streams: [InferenceStream]
  private var random = SeededRandom("ids")

  init(now: Instant) {
    self.now = now
    incidents = Incidents.all(at: now)
    lake = Lake(now: now, incidents: incidents)
    runs = QueryHistory(at: now)
    token = SamplePeople.token(at: now)
    alerts = RecordStore("alert", incidents.map(\.alert))
    comments = RecordStore("comment", SampleComments.all(incidents))
    detections = [
      .rules: RecordStore("rule", SampleRule.rules.map { $0.rule(at: now) }),
      .scheduledRules: RecordStore(
        "scheduled rule", SampleRule.scheduled.map { $0.rule.scheduledRule(on: $0.query, at: now) }),
      .simpleRules: RecordStore("simple rule", SampleRule.simple.map { $0.rule.simpleRule($0.conditions, at: now) }),
      .policies: RecordStore("policy", SamplePolicies.all(at: now)),
    ]
    globals = RecordStore("global", SampleLibrary.globals(at: now))
    dataModels = RecordStore("data model", SampleLibrary.dataModels(at: now))
    queries = RecordStore("query", SampleLibrary.queries(at: now))
    users = RecordStore("user", SamplePeople.users(at: now))
    roles = RecordStore("role", SamplePeople.roles(at: now))
    httpSources = RecordStore("http source", SampleSources.http, id: "integrationId")
    sources = RecordStore("source", SampleSources.all(at: now), id: "integrationId")
    schemas = RecordStore("schema", SampleSchemas.all(at: now), id: "name")
    streams = InferenceStream.earlier(incidents)
  }

  /// An id for a new record. The same requests in the same order get the same ids.
  mutating func newID() -> String { random.uuid() }
}
