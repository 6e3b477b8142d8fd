import JSON

/// How to join an enrichment table with the logs: by the column whose name says which indicator it holds.
enum LookupJoin {
  /// The database of Panther's enrichment tables.
  private static let database = "panther_lookups.public"

  /// The names that such a column has, and the columns in which Panther collects its values from every log.
  private static let keys: [(names: Set<String>, columns: [String])] = [
    (["ip", "ipaddress", "address", "srcip", "sourceip"], ["p_any_ip_addresses"]),
    (["domain", "domainname", "fqdn"], ["p_any_domain_names"]),
    (["email", "emailaddress", "mail"], ["p_any_emails"]),
    (["username", "user", "login"], ["p_any_usernames"]),
    (["sha256", "sha256hash"], ["p_any_sha256_hashes"]),
    (["sha1", "sha1hash"], ["p_any_sha1_hashes"]),
    (["md5", "md5hash"], ["p_any_md5_hashes"]),
    (["arn", "awsarn"], ["p_any_aws_arns"]),
    (["accountid", "awsaccountid"], ["p_any_aws_account_ids"]),
    (["indicator", "ioc"], ["p_any_ip_addresses", "p_any_domain_names"]),
  ]

  /// A query that joins the rows of an enrichment table with the logs of the last day; nil for other tables, and for
  /// those without a column that can be joined.
  static func sql(of columns: [JSON], table: String, in database: String) -> String? {
    guard database.lowercased() == Self.database, SQLQuoting.isPlain(table) else { return nil }
    let names = columns.compactMap { $0["name"]?.string }.filter(SQLQuoting.isPlain)
    for key in keys {
      guard let name = names.first(where: { key.names.contains($0.lowercased().replacing("_", with: "")) }) else {
        continue
      }
      let conditions = key.columns.map { "ARRAY_CONTAINS(l.\(name)::VARIANT, t.\($0))" }
      return """
        SELECT t.p_event_time, t.p_log_type, l.* FROM panther_views.public.all_logs t \
        JOIN \(Self.database).\(table) l ON \(conditions.joined(separator: " OR ")) \
        WHERE p_occurs_since('1 d', t) LIMIT 100
        """
    }
    return nil
  }
}
