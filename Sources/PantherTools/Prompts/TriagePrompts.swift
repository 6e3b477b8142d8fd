import MCP

struct PrioritizeOpenAlerts: PantherPrompt {
  static let tools = [ListAlerts.name]
  static let summary = "Rank the open alerts of a period by who is behind them, so that the worst is looked at first."

  @Argument("From: 2026-11-20 08:00:00Z, 2026-11-20, or relative such as 24h") var startDate: TimeArgument
  @Argument("To, in the same forms; now when left out") var endDate: TimeArgument?

  var text: String {
    """
    Rank the open alerts from \(startDate.words) to \(endDate?.words ?? "now") for an analyst who has time for five.

    1. list_alerts with start_date, end_date and statuses ["OPEN", "TRIAGED"]. If there are more than 200, narrow to \
    CRITICAL, HIGH and MEDIUM and say what you left out.
    2. get_alert_event_stats over the alerts in groups of up to 100 ids: it shows which users, e-mails and IP \
    addresses several alerts share. Alerts that share an actor are one case.
    3. For the cases that look worst, get_alert and get_alert_events (limit 3) of one or two alerts each.
    4. One search_indicators with the actors of these cases and the same period: in which logs each was active, and \
    what else it did.

    Answer with a table: rank, case (actor), alert ids, severities, what happened in one sentence, why it ranks \
    there, the next step. Then the alerts that are probably noise, with the detection that makes them. Judge by what \
    the events show, not by severity alone, and say how sure you are.

    \(Self.groundRules)
    """
  }
}

struct InvestigateActorActivity: PantherPrompt {
  static let tools = [SearchIndicators.name, QueryDataLake.name]
  static let summary = "Find everything that a user, e-mail, IP address or host did, with and without alerts."
  static let suggestions: [String: Suggestions<Call>] = ["actor": .actors]

  @Argument("User name, e-mail, IP address, ARN or host name") var actor: String
  @Argument("How far back, such as 7d; 7 days when left out") var period: TimeArgument?

  var text: String {
    """
    Investigate the actor \(actor.quoted) over \(period.map { "the time since \($0.words)" } ?? "the last 7 days").

    1. search_indicators with the actor and start_date: events per log type with first and last time, alerts, the \
    newest events, and the SQL that goes on. If you know other names of the actor (an e-mail and a user name), give them \
    in the same call. A host name is found only where logs take it for a domain or a user.
    2. query_data_lake for each log type that matters, from that SQL: events per day, the commonest actions, the source \
    addresses, failures.
    3. The same on panther_signals.public.correlation_signals: which rules matched, also those that made no alert.
    4. list_alerts for the period; get_alert and get_alert_events for those that name the actor.
    5. Follow what you find one step: other users from the same address, other addresses of the same user.

    Answer with: a time line; what is normal for this actor and what is not; alerts and the activity around them; \
    related indicators; gaps in the logs that limit the answer; a conclusion (benign, suspicious, malicious) with \
    your confidence and what would change it. Keep each query to one log type or one question, with a time filter.

    \(Self.groundRules)
    """
  }
}
