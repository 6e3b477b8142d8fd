/// One SELECT of a statement, with what decides whether its tables are read whole.
struct SQLBlock {
  /// A table of a large database in the FROM of this SELECT.
  struct Table {
    /// As the statement writes it.
    let written: String
    /// The alias, or the table's own name, lower-cased.
    var alias: String
  }

  /// A `p_event_time` or macro in a condition.
  struct Mention {
    /// The table or alias it speaks of, lower-cased; nil where it does not say.
    let qualifier: String?
    /// False where it does not limit what is read: after grouping, or only against another table's time.
    let isBound: Bool
  }

  /// Who reads the rows of this SELECT, and may have a filter that the database moves inside.
  enum Reader {
    case nobody
    case block(Int)
    case cte(Int)
  }

  let reader: Reader
  var tables: [Table] = []
  /// The table just read, while its alias may still come.
  var unnamedTable: Int?
  /// Everything in FROM, also subqueries and small tables.
  var relationCount = 0
  var namesTableAtRunTime = false
  var mentions: [Mention] = []
  /// Columns of the SELECT list that are made from `p_event_time`; Snowflake lets WHERE use them.
  var timeAliases: Set<String> = []
  /// Whether the item of the SELECT list that is being read names the time.
  var itemHasTime = false
  /// Names in WHERE and ON.
  var filterNames: Set<String> = []
  /// Names in HAVING and QUALIFY.
  var lateNames: Set<String> = []

  /// End of FROM with its joins, in bytes.
  var fromEnd = 0
  /// What follows the word WHERE, in bytes.
  var condition: Range<Int>?

  init(reader: Reader) {
    self.reader = reader
  }
}
