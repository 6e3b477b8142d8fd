/// One SELECT of a statement, with all that decides whether its tables are read whole.
struct SQLBlock {
  /// A table of a large database in the FROM of this SELECT.
  struct Table {
    /// The name as it stands in the statement.
    let written: String
    /// The alias, or the table's own name, lower-cased.
    var alias: String
  }

  /// A `p_event_time` or a macro in a condition.
  struct Mention {
    /// The table or alias whose time this is, lower-cased; nil where the statement does not say.
    let qualifier: String?
    /// Whether it limits what is read. It does not after grouping, nor where it only compares the times of two tables.
    let isBound: Bool
  }

  /// Who reads the rows of this SELECT. The database often moves the reader's time filter into it.
  enum Reader {
    case nobody
    case block(Int)
    case cte(Int)
  }

  let reader: Reader
  var tables: [Table] = []
  /// The index in `tables` of the table that was read last, while its alias may still come.
  var unnamedTable: Int?
  /// How many relations FROM has, with subqueries and small tables.
  var relationCount = 0
  var namesTableAtRunTime = false
  var mentions: [Mention] = []
  /// The columns of the SELECT list that are made from `p_event_time`; Snowflake lets WHERE use them.
  var timeAliases: Set<String> = []
  /// Whether the item of the SELECT list that is being read names `p_event_time`.
  var itemHasTime = false
  /// The names in WHERE and ON.
  var filterNames: Set<String> = []
  /// The names in HAVING and QUALIFY.
  var lateNames: Set<String> = []

  /// The end of FROM with its joins, in bytes.
  var fromEnd = 0
  /// What follows the word WHERE, in bytes.
  var condition: Range<Int>?

  init(reader: Reader) {
    self.reader = reader
  }
}
