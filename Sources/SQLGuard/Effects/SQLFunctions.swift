/// The functions of the databases behind Panther: Snowflake, Databricks and Athena.
enum SQLFunctions {
  /// What a function does that no query here may do; nil for any other function. It is asked about names in lower case.
  static func refusal(of name: String) -> String? {
    if name.hasPrefix("system$"), !known.contains(name) { return "SYSTEM$ functions act on the database itself" }
    if name.hasPrefix("ai_") { return model }
    return refused[name]
  }

  /// Why a function in a schema of this name is refused.
  static func refusal(ofSchema name: String) -> String? { name == "cortex" ? model : nil }

  /// Whether a function only computes, or only tells what the database knows of itself.
  static func isKnown(_ name: String) -> Bool { known.contains(name) }

  /// Whether a function reads what its arguments name, such as a table. They are texts, so nobody can check them.
  static func readsByName(_ name: String) -> Bool {
    byName.contains(name) || name.hasPrefix("system$") && name != typeOf
  }

  /// Whether a function in FROM makes its rows out of its arguments alone.
  static func makesRows(_ name: String) -> Bool { rowMakers.contains(name) }

  private static let model = "it sends data to a language model, which costs money for each row"
  private static let typeOf = "system$typeof"

  private static let refused: [String: String] = [
    "it reads the result of another query, which may be another person's": "result_scan",
    "it runs SQL that stands in a text, where nothing can be checked": "to_query",
    "it takes a number out of a sequence": "getnextval",
    "it reads or opens files outside of the tables": """
    directory infer_schema build_scoped_file_url build_stage_file_url get_presigned_url get_stage_location to_file \
    try_to_file validate read_files cloud_files_state list_files
    """,
    "it asks or calls another system": """
    http_request http_get http_post remote_query read_kafka read_kinesis read_pubsub read_pulsar read_statestore \
    vector_search
    """,
    "it runs code outside of the query": "reflect try_reflect java_method",
    "it reads a secret": "secret try_secret list_secrets",
  ].reduce(into: [:]) { table, entry in for name in words(entry.value) { table[name] = entry.key } }

  private static let byName = words(
    """
    all_user_names get_ddl get_object_references get_query_operator_stats table_changes event_log describe_history semantic_view \
    estimate_remaining_ddl_history input_file_name
    """)

  private static let rowMakers = words(
    """
    flatten split_to_table strtok_split_to_table generator values unnest explode explode_outer posexplode \
    posexplode_outer inline inline_outer stack range sequence json_tuple variant_explode variant_explode_outer
    """)

  private static let known: Set<String> = byName.union(rowMakers).union(
    words(
      """
      p_occurs_since p_occurs_between p_occurs_around p_occurs_before p_occurs_after p_occurs_during

      system$typeof system$get_tag system$get_tag_on_current_column system$get_tag_on_current_table
      system$get_tag_allowed_values system$clustering_depth system$clustering_information system$clustering_ratio
      system$estimate_automatic_clustering_costs system$estimate_query_acceleration
      system$estimate_search_optimization_costs system$explain_json_to_text system$explain_plan_json
      system$last_change_commit_time

      abs acos acosh asin asinh atan atan2 atanh bround cbrt ceil ceiling conv cos cosh cot csc degrees div div0 div0null e
      exp expm1 factorial floor from_base greatest greatest_ignore_nulls haversine hypot infinity is_finite is_infinite
      is_nan isnan least least_ignore_nulls ln log log10 log1p log2 mod nan negative nanvl normal pi pmod positive pow
      power radians rand randn random randstr rint round sec seq1 seq2 seq4 seq8 shiftleft shiftright
      shiftrightunsigned sign signum sin sinh sqrt square tan tanh to_base trunc truncate try_add try_divide try_mod
      try_multiply try_subtract uniform unicode_normalize uuid uuid_string width_bucket zipf

      bit_and bit_and_agg bit_andagg bit_count bit_get bit_length bit_or bit_or_agg bit_oragg bit_reverse bit_shiftleft
      bit_shiftright bit_xor bit_xor_agg bit_xoragg bitand bitand_agg bitandagg bitmap_bit_position bitmap_bucket_number
      bitmap_construct_agg bitmap_count bitmap_or_agg bitnot bitor bitor_agg bitoragg bitshiftleft bitshiftright
      bitwise_and bitwise_not bitwise_or bitwise_xor bitxor bitxor_agg bitxoragg boolagg getbit

      any_value approx_count_distinct approx_distinct approx_percentile approx_percentile_accumulate
      approx_percentile_combine approx_percentile_estimate approx_top_k approx_top_k_accumulate approx_top_k_combine
      approx_top_k_estimate approximate_jaccard_index approximate_similarity arbitrary array_agg array_union_agg
      array_unique_agg avg bool_and bool_or booland_agg boolor_agg boolxor_agg checksum collect_list collect_set corr
      count count_if count_min_sketch countif covar_pop covar_samp every first first_value geometric_mean grouping
      grouping_id hash_agg histogram histogram_numeric hll hll_accumulate hll_combine hll_estimate hll_export hll_import
      hll_sketch_agg hll_sketch_estimate hll_union hll_union_agg kurtosis last last_value listagg map_agg max max_by mean
      median min min_by minhash minhash_combine mode multimap_agg numeric_histogram object_agg percentile
      percentile_approx percentile_cont percentile_disc product regr_avgx regr_avgy regr_count regr_intercept regr_r2
      regr_slope regr_sxx regr_sxy regr_syy regr_valx regr_valy skew skewness some std stddev stddev_pop stddev_samp
      string_agg sum try_avg try_sum var_pop var_samp variance variance_pop variance_samp

      conditional_change_event conditional_true_event cume_dist dense_rank lag lead nth_value ntile percent_rank rank
      ratio_to_report row_number classifier match_number match_sequence_number prev next

      ascii base64 base64_decode_binary base64_decode_string base64_encode bin btrim char char_length character_length
      charindex chr codepoint collate collation compress concat concat_ws contains contains_all contains_any crc32 decode
      decompress_binary decompress_string difference editdistance elt encode endswith ends_with find_in_set format
      format_number format_string from_base32 from_base64 from_hex from_utf8 hamming_distance hex hex_decode_binary
      hex_decode_string hex_encode ilike initcap insert instr is_utf8 is_valid_utf8 jarowinkler_similarity lcase left len
      length levenshtein levenshtein_distance like ilike_any like_all like_any locate lower lpad ltrim luhn_check
      make_valid_utf8 mask md5 md5_binary md5_hex md5_number md5_number_lower64 md5_number_upper64 normalize octet_length
      overlay parse_ip parse_url position printf quote regexp regexp_count regexp_extract regexp_extract_all regexp_instr
      regexp_like regexp_position regexp_replace regexp_split regexp_substr regexp_substr_all repeat replace reverse right
      rlike rpad rtrim rtrimmed_length search search_ip sentences sha sha1 sha1_binary sha1_hex sha2 sha2_binary sha2_hex
      sha256 sha512 soundex soundex_p123 space split split_part startswith starts_with strpos strtok strtok_to_array
      substr substring substring_index text to_base32 to_base64 to_hex to_utf8 translate trim try_base64_decode_binary
      try_base64_decode_string try_hex_decode_binary try_hex_decode_string try_url_decode typeof ucase unbase64 unhex
      unicode upper url_decode url_encode url_extract_fragment url_extract_host url_extract_parameter url_extract_path
      url_extract_port url_extract_protocol url_extract_query utf8_encode word_stem xxhash64 hash murmur3 fnv
      encrypt encrypt_raw decrypt decrypt_raw try_decrypt try_decrypt_raw aes_encrypt aes_decrypt try_aes_decrypt
      hmac_md5 hmac_sha1 hmac_sha256 hmac_sha512 from_big_endian_64 to_big_endian_64

      add_days add_months at_timezone convert_timezone curdate current_date current_time current_timestamp
      current_timezone date date_add date_diff date_format date_from_parts date_from_unix_date date_part date_parse
      date_sub date_trunc dateadd datediff datefromparts datepart day dayname dayofmonth dayofweek dayofweek_iso
      dayofweekiso dayofyear dow doy extract from_iso8601_date from_iso8601_timestamp from_unixtime from_utc_timestamp
      getdate hour human_readable_seconds last_day last_day_of_month localtime localtimestamp make_date make_dt_interval
      make_interval make_timestamp make_timestamp_ltz make_timestamp_ntz make_ym_interval minute month monthname
      months_between next_day now parse_datetime parse_duration previous_day quarter second sysdate sysdatetime
      systimestamp time time_from_parts time_slice timeadd timediff timefromparts timestamp timestamp_from_parts
      timestamp_ltz_from_parts timestamp_micros timestamp_millis timestamp_ntz_from_parts timestamp_seconds
      timestamp_tz_from_parts timestampadd timestampdiff timestampfromparts timestampltzfromparts timestampntzfromparts
      timestamptzfromparts timezone timezone_hour timezone_minute to_iso8601 to_milliseconds to_unix_timestamp
      to_unixtime to_utc_timestamp try_to_timestamp unix_date unix_micros unix_millis unix_seconds unix_timestamp week
      weekday weekiso weekofyear with_timezone year year_of_week yearofweek yearofweekiso yow window window_time
      session_window date_bucket

      as_array as_binary as_boolean as_char as_date as_decimal as_double as_integer as_number as_object as_real as_time
      as_timestamp_ltz as_timestamp_ntz as_timestamp_tz as_varchar bigint binary boolean cast check_json check_xml
      date_to_unix double float from_csv from_json from_xml get get_ignore_case get_json_object get_path int integer
      is_array is_binary is_boolean is_char is_date is_date_value is_decimal is_double is_integer is_json_scalar
      is_null_value is_object is_real is_time is_timestamp_ltz is_timestamp_ntz is_timestamp_tz is_varchar
      is_variant_null json_array_contains json_array_get json_array_length json_exists json_extract
      json_extract_path_text json_extract_scalar json_format json_object_keys json_parse json_query json_size json_value
      object_construct object_construct_keep_null object_delete object_insert object_keys object_pick parse_json
      parse_xml schema_of_json schema_of_variant schema_of_variant_agg smallint string strip_null_value tinyint to_array
      to_binary to_boolean to_char to_csv to_date to_decfloat to_decimal to_double to_geography to_geometry to_json
      to_number to_numeric to_object to_time to_timestamp to_timestamp_ltz to_timestamp_ntz to_timestamp_tz to_varchar
      to_variant to_variant_object to_vector to_xml try_cast try_parse_json try_to_binary try_to_boolean try_to_char
      try_to_date try_to_decfloat try_to_decimal try_to_double try_to_geography try_to_geometry try_to_number
      try_to_numeric try_to_time try_to_timestamp_ltz try_to_timestamp_ntz try_to_timestamp_tz try_to_variant
      try_variant_get variant_get xmlget xpath xpath_boolean xpath_double xpath_float xpath_int xpath_long xpath_number
      xpath_short xpath_string decimal typeof_variant try

      all_match any_match aggregate array array_append array_average array_cat array_compact array_construct
      array_construct_compact array_contains array_contains_all array_count array_distinct array_except array_first
      array_flatten array_frequency array_generate_range array_has_duplicates array_insert array_intersect
      array_intersection array_join array_last array_max array_min array_normalize array_position array_prepend
      array_remove array_remove_at array_repeat array_reverse array_size array_slice array_sort array_sum array_to_string
      array_union array_unique arrays_overlap arrays_to_object arrays_zip cardinality combinations element_at exists
      filter forall get_array_struct_fields array_struct map map_cat map_concat map_contains_key map_delete map_entries
      map_filter map_from_arrays map_from_entries map_insert map_keys map_pick map_size map_values map_zip_with
      named_struct ngrams none_match reduce shuffle size slice sort_array str_to_map struct transform transform_keys
      transform_values trim_array try_element_at zip zip_with row

      booland boolnot boolor boolxor case coalesce compare_ignore_nulls equal_null if iff ifnull in_range is_null_or_empty
      isnotnull isnull nullif nullifzero nvl nvl2 regr zeroifnull assert_true raise_error fail

      array_type current_account current_account_name current_available_roles current_catalog
      current_client current_database current_ip_address current_metastore current_organization_name
      current_organization_user current_region current_role current_role_type current_schema current_schemas
      current_secondary_roles current_session current_statement current_transaction current_user current_version
      current_warehouse getvariable invoker_role invoker_share is_account_group_member is_database_role_in_session
      is_granted_to_invoker_role is_member is_role_in_session last_query_id last_transaction session_user user version
      get_condition_query_uuid monotonically_increasing_id spark_partition_id input_file_block_start

      haversine_distance h3_cell_to_boundary h3_cell_to_children h3_cell_to_parent h3_cell_to_point h3_coverage
      h3_get_resolution h3_grid_disk h3_grid_distance h3_is_valid_cell h3_latlng_to_cell h3_latlng_to_cell_string
      h3_longlatash3 h3_point_to_cell h3_point_to_cell_string st_area st_asgeojson st_astext st_aswkt st_centroid
      st_contains st_distance st_dwithin st_geogfromtext st_geographyfromwkt st_geohash st_intersects st_length
      st_makeline st_makepoint st_point st_within st_x st_y vector_cosine_similarity vector_inner_product
      vector_l1_distance vector_l2_distance contains_cidr ip_prefix ip_subnet_max ip_subnet_min is_subnet_of
      """))

  /// The words that may stand before a parenthesis without being functions: those of the language, and types.
  static let keywords = words(
    """
    all and any as at before between bernoulli by case changes cross cube distinct else except exclude exists from full
    group grouping having identifier ilike in inner intersect interval is join lateral left like limit match_condition
    match_recognize minus natural not null nulls of offset on or order outer over partition pattern pivot qualify
    recursive rename repeatable replace right rlike rollup row rows sample seed select sets some system table
    tablesample then to top union unpivot using values when where with within
    array bigint bigdecimal binary boolean byteint bytes character date datetime dec decimal decfloat double fixed float
    float4 float8 geography geometry int integer map nchar number numeric nvarchar nvarchar2 object real smallint string
    text time timestamp timestamp_ltz timestamp_ntz timestamp_tz timestampltz timestampntz timestamptz tinyint varbinary
    varchar varchar2 variant varying vector
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
