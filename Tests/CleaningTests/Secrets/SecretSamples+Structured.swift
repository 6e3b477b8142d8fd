extension SecretSample {
  /// Secrets in JSON, where the name of a member says what its value is. The test reads these texts as JSON.
  static let structured: [SecretSample] =
    [
      #"{"password":"$"}"#, #"{"user":{"password":"$"}}"#, #"{"password":{"value":"$"}}"#, #"{"password":{"S":"$"}}"#,
      #"{"password":{"old":"changed","new":"$"}}"#, #"{"password":["$"]}"#, #"{"name":"DB_PASSWORD","value":"$"}"#,
      #"{"Key":"Password","Value":"$"}"#, #"{"ParameterKey":"DBPassword","ParameterValue":"$"}"#,
      #"["tool","--password","$"]"#, #"{"args":["mysql","--user","root","--password","$"]}"#,
      #"{"MasterUserPassword":"$"}"#,
      #"{"name":"password","value":"$","hidden":true}"#, #"{"event":"{\"password\":\"$\"}"}"#,
    ].map { SecretSample($0, "Kr0kodil" + "Tee!7") }
    + [#"{"password":$}"#, #"{"user":{"password":$,"id":7}}"#, #"{"password":{"value":$}}"#].map {
      SecretSample($0, "84629173")
    }
    + [
      #"{"token":"$"}"#, #"{"apiKey":"$"}"#, #"{"client_secret":"$"}"#, #"{"SecretString":"$"}"#,
      #"{"secret":{"value":"$"}}"#,
      #"{"name":"X-Api-Key","value":"$"}"#, #"{"headers":{"x-auth-token":"$"}}"#, #"["x","--token","$"]"#,
      #"{"githubToken":"$"}"#, #"{"webhookSecret":"$"}"#,
    ].map { SecretSample($0, MadeUp.text(32, seed: 77)) }
}
