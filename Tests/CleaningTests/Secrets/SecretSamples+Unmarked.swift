extension SecretSample {
  private static let password = "Kr0kodil" + "Tee7"

  /// Tokens that have other marks than a prefix and a sign behind it.
  static let unmarked: [SecretSample] = [
    SecretSample("mws $", "amzn" + ".mws." + MadeUp.uuid), SecretSample("refresh $", "1/" + "/0" + MadeUp.text(60)),
    SecretSample("app $", "ATB" + "B" + MadeUp.text(32)),
    SecretSample("edge $", "v1" + ".0-" + MadeUp.hex(24) + "-" + MadeUp.hex(146)),
    SecretSample(
      "pay $", "access_" + "token$production$" + MadeUp.text(16, of: MadeUp.small + "0123456789") + "$" + MadeUp.hex(32)
    ),
    SecretSample("$", "ci" + "o" + MadeUp.text(32)), SecretSample("crates: $", "ci" + "o" + MadeUp.text(32)),
    SecretSample("push=$", "oy" + "2" + MadeUp.text(43, of: MadeUp.small + "0123456789")),
    SecretSample("$", "AAAAAAAAAAAAAAAAAAAA" + "AM" + MadeUp.text(80)), SecretSample("$", MadeUp.hex(36) + "NR" + "AL"),
    SecretSample("license: '$'", MadeUp.hex(36) + "NR" + "AL"),
    SecretSample("clojars $", "CLOJARS" + "_" + MadeUp.text(60, of: MadeUp.small + "0123456789")),
    SecretSample("1p $", "A3" + "-104LE2-Z5I6AOMZ8CS-9VY3H-FOEAG-5FN3D"),
    SecretSample("airtable $", "pat" + MadeUp.text(14) + "." + MadeUp.hex(64)),
    SecretSample("dropbox $", "sl" + "." + MadeUp.text(135)),
    SecretSample("fb $", "EAACEdEose0c" + "BA" + MadeUp.text(80)),
    SecretSample("ci $", "CCIPAT" + "_" + MadeUp.text(22) + "_" + MadeUp.hex(40)),
    SecretSample("post $", "EZA" + "K" + MadeUp.text(54)),
    SecretSample("jfrog $", "cmVm" + "dGtu" + MadeUp.text(56)),
    SecretSample("fly $", "duffel" + "_live_" + MadeUp.text(43)),
    SecretSample("mqtt $", "aio" + "_" + MadeUp.text(28)),
    SecretSample("AKIA" + "IOSFODNN7EXAMPLE,$", MadeUp.base64(40)),
    SecretSample("AKIA" + "IOSFODNN7EXAMPLE:$", MadeUp.base64(40)),
    SecretSample("root:$:19000:0:99999:7:::", "$6" + "$" + MadeUp.text(16) + "$" + MadeUp.text(86)),
    SecretSample("bob:$", "$apr1" + "$" + MadeUp.text(8) + "$" + MadeUp.text(22)),
    SecretSample("hash=$", "$2b" + "$12$" + MadeUp.text(53)),
    SecretSample("password: $", "$y" + "$j9T$" + MadeUp.text(22) + "$" + MadeUp.text(43)),
    SecretSample("Administrator:500:$:::", "aad3b435b51404ee" + "aad3b435b51404ee:" + MadeUp.hex(32)),
    SecretSample("PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 1\n$\n", MadeUp.base64(64)),
  ]

  /// Names and places that say what a value is.
  static let noted: [SecretSample] =
    [
      "AZURE_DEVOPS_EXT_PAT=$", "ASANA_PAT=1/1200000000000000:$", "Fastly-Key: $",
      "https://x.azurewebsites.example/api/f?code=$",
      "https://x.example/cb?code=$&state=1", "https://x.example/cb?state=1&code=$",
      "https://storage.example/b/o?GoogleAccessId=a&Expires=1&Signature=$",
    ].map { SecretSample($0, MadeUp.text(54)) }
    + [
      "<add key=\"DbPassword\" value=\"$\"/>", "x {\"name\":\"DB_PASSWORD\",\"value\":\"$\"}",
      "x {\\\"name\\\": \\\"DB_PASSWORD\\\", \\\"value\\\": \\\"$\\\"}", "net use Z: \\\\srv\\s $ /user:corp\\bob",
      "net use \\\\srv\\s /user:corp\\bob $", "cmd /c net user bob $ /add", "net user bob $", "net.exe user /add bob $",
      "sqlplus scott/$@orcl", "sqlplus -s scott/$@//db:1521/x", "smbclient //h/s -U bob%$",
      "openssl enc -aes-256-cbc -k $ -in x",
      "snmpwalk -v3 -A $ host", "snmpget -v2c -c $ host", "x [\"mysql\",\"-p$\"]",
      "pass\u{200B}word=$", "\u{2060}pass\u{AD}word: $", "snmp_community=$",
    ].map { SecretSample($0, password) }

  /// The test reads these texts as JSON.
  static let structuredObjects: [SecretSample] =
    [
      #"["mysql","-p$"]"#, #"{"argv":["curl","-u","bob:$","https://x.example"]}"#,
      #"["sudo","docker","login","-p","$"]"#,
      #"{"kind":"Secret","data":{"foo":"$"}}"#, #"{"kind":"Secret","stringData":{"foo":"$"}}"#,
      #"{"requestObject":{"kind":"Secret","metadata":{"name":"x"},"data":{"foo":"$"}}}"#,
      #"{"stringData":{"foo":"$"}}"#,
      #"{"SecretString":"{\"username\":\"a\",\"pw\":\"$\"}"}"#, #"{"snmp_community":"$"}"#,
      #"{"pass\u200bword":"$"}"#, #"{"name":"pass\u200bword","value":"$"}"#, #"{"password":"Kr0\u200b$"}"#,
    ].map { SecretSample($0, password) }
}
