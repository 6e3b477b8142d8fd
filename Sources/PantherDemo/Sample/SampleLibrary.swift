import JSON

/// The globals, data models and saved queries of the sample company.
enum SampleLibrary {
  static func globals(at now: Instant) -> [JSON.Object] {
    let rows: [(String, String, String)] = [
      (
        "panther_harborline", "Helpers that all detections of the team share",
        "def actor_of(event):\n    names = event.get(\"p_any_usernames\") or [\"<unknown>\"]\n    return names[0]\n"
      ),
      (
        "panther_networks", "Networks of Harborline",
        "from ipaddress import ip_address, ip_network\n\nOFFICES = [ip_network(\"192.0.2.0/24\")]\n\n\ndef is_office(address):\n    return any(ip_address(address) in n for n in OFFICES)\n"
      ),
      (
        "team/shared helpers", "Filters that the team shares",
        "AUTOMATION = {\"ci-terraform\", \"svc-backup\"}\n\n\ndef is_automation(event):\n    return bool(AUTOMATION & set(event.get(\"p_any_usernames\") or []))\n"
      ),
    ]
    return rows.enumerated().map { number, row in
      [
        "id": .string(row.0), "description": .string(row.1), "body": .string(row.2), "tags": ["helpers"],
        "createdAt": .string(now.adding(days: -200).rfc3339),
        "lastModified": .string(now.adding(days: -12 * (number + 1)).rfc3339),
        "_createdBy": ActorReference.user("liam.obrien"),
        "_lastModifiedBy": ActorReference.user(number == 1 ? "sofia.garcia" : "liam.obrien"),
      ]
    }
  }

  static func dataModels(at now: Instant) -> [JSON.Object] {
    let rows: [(LogType, String, String)] = [
      (.cloudTrail, "sourceIPAddress", "userIdentity.userName"), (.okta, "client.ipAddress", "actor.alternateId"),
      (.gsuite, "ipAddress", "actor.email"),
    ]
    return rows.map { logType, address, user in
      [
        "id": .string("Standard.\(logType.rawValue)"), "displayName": .string("\(logType.rawValue) data model"),
        "description": .string("Names that are the same for all log types, for \(logType.rawValue)"), "enabled": true,
        "logTypes": [.string(logType.rawValue)],
        "mappings": [
          ["name": "source_ip", "path": .string(address)], ["name": "actor_user", "path": .string(user)],
          ["name": "event_type", "method": "get_event_type"],
        ],
        "body": .string("def get_event_type(event):\n    return event.get(\"\(logType.actionKey)\")\n"),
        "createdAt": .string(now.adding(days: -400).rfc3339), "lastModified": .string(now.adding(days: -90).rfc3339),
      ]
    }
  }

  static func queries(at now: Instant) -> [JSON.Object] {
    let trail = "panther_logs.public.aws_cloudtrail"
    let okta = "panther_logs.public.okta_systemlog"
    let rows: [(name: String, text: String, sql: String, schedule: JSON?)] = [
      (
        "S3 reads per identity", "Who reads how many objects from which bucket",
        "SELECT useridentity:userName::string AS actor, requestparameters:bucketName::string AS bucket, COUNT(*) AS n\nFROM \(trail)\nWHERE p_occurs_since('1 day') AND eventname = 'GetObject'\nGROUP BY 1, 2\nORDER BY n DESC\nLIMIT 50",
        ["rateMinutes": 60, "timeoutMinutes": 10, "disabled": false]
      ),
      (
        "Failed Okta logins", "Failed logins per user and address of the last day",
        "SELECT actor:alternateId::string AS user, client:ipAddress::string AS ip, COUNT(*) AS n\nFROM \(okta)\nWHERE p_occurs_since('1 day') AND outcome:result = 'FAILURE'\nGROUP BY 1, 2\nORDER BY n DESC",
        ["cron": "0 9 * * 1", "timeoutMinutes": 5, "disabled": true]
      ),
      (
        "Dormant users", "Users without a login for 30 days",
        "SELECT actor:alternateId::string AS user, MAX(p_event_time) AS last_seen\nFROM \(okta)\nWHERE p_occurs_since('14 d')\nGROUP BY 1\nHAVING MAX(p_event_time) < DATEADD(day, -7, CURRENT_TIMESTAMP())",
        ["cron": "30 6 * * *", "timeoutMinutes": 10, "disabled": false]
      ),
      (
        "Console logins by country", "Console logins without MFA",
        "SELECT p_event_time, useridentity:userName::string AS user, sourceipaddress\nFROM \(trail)\nWHERE p_occurs_since('7 d') AND eventname = 'ConsoleLogin' AND additionaleventdata:MFAUsed = 'No'\nORDER BY p_event_time DESC",
        nil
      ),
      (
        "Everything about an address", "Change the address, then run",
        "SELECT p_event_time, p_log_type, p_any_usernames\nFROM panther_views.public.all_logs\nWHERE p_occurs_since('2 d') AND ARRAY_CONTAINS('203.0.113.54'::VARIANT, p_any_ip_addresses)\nORDER BY p_event_time\nLIMIT 100",
        nil
      ),
      (
        "Volume per log type", "Events per log type and day",
        "SELECT p_log_type, TO_DATE(p_event_time) AS day, COUNT(*) AS events\nFROM panther_views.public.all_logs\nWHERE p_occurs_since('7 d')\nGROUP BY 1, 2\nORDER BY 2, 1",
        nil
      ),
    ]
    return rows.enumerated().map { number, row in
      var query: JSON.Object = [
        "id": .string(stableID("query:" + row.name)), "name": .string(row.name), "description": .string(row.text),
        "sql": .string(row.sql), "managed": .bool(number == 2),
        "createdAt": .string(now.adding(days: -150 - number).rfc3339),
        "updatedAt": .string(now.adding(days: -5 * (number + 1)).rfc3339),
      ]
      query["schedule"] = row.schedule
      return query
    }
  }
}
