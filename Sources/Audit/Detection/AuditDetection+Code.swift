extension AuditDetection {
  /// The Python code.
  package static let code = #"""
    """A destructive call through mcp-panther, or many refusals of one caller."""

    # So many refusals of one caller in an hour, or of one address in a minute, are many.
    MANY = 30


    def rule(event):
        return is_destructive(event) or refusals(event)[1] >= MANY


    def is_destructive(event):
        # "unknown": the change may have been made. A call that failed or was refused has changed nothing.
        return (
            event.get("event") == "call"
            and event.get("effect") == "destructive"
            and event.get("outcome") in ("ok", "unknown")
        )


    def refusals(event):
        """Who was refused most, and how often."""
        kind = event.get("event")
        if kind == "call" and event.get("decision") == "refused":
            return event.get("caller"), event.get("refused_in_hour") or 0
        counts = {}
        if kind == "left_out":
            counts = event.get("callers") or {}
        elif kind == "refusals":
            counts = event.get("addresses") or {}
        return max(counts.items(), key=lambda item: item[1], default=("nobody", 0))


    def title(event):
        if is_destructive(event):
            return f"mcp-panther: {event.get('caller')} ran {event.get('tool')}"
        who, _ = refusals(event)
        return f"mcp-panther: {who} was refused many times"


    def dedup(event):
        if is_destructive(event):
            return f"{event.get('caller')} {event.get('tool')}"
        return f"refused {refusals(event)[0]}"


    def severity(event):
        return "DEFAULT" if is_destructive(event) else "LOW"


    def alert_context(event):
        who, times = refusals(event)
        return {
            "caller": event.get("caller"),
            "client": event.get("client"),
            "remote": event.get("remote"),
            "tool": event.get("tool"),
            "arguments": event.get("arguments"),
            "decision": event.get("decision"),
            "outcome": event.get("outcome"),
            "refused": who,
            "refusals": times,
            "chain": event.get("chain"),
            "seq": event.get("seq"),
        }

    """#
}
