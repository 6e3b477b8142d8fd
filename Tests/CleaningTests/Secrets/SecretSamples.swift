import Testing

/// A text with a secret in it.
struct SecretSample: CustomTestStringConvertible {
  let text: String
  let secret: String

  /// - Parameter text: `$` stands for the secret.
  init(_ text: String, _ secret: String) {
    self.text = text.replacing("$", with: secret)
    self.secret = secret
  }

  var testDescription: String { text }
}

extension SecretSample {
  private static let password = "Kr0kodil" + "Tee!7"

  static let all =
    named + inURLs + onCommandLines + clouds + tokens + keys + headers + structured
    + unmarked + noted + structuredObjects + programs + lesserNames + kubernetes + otherIssuers

  /// After the names that people give to passwords, secrets, keys and tokens.
  private static let named =
    [
      "password=$", "Password: $", "PASSWORD = '$'", "db_password=$;", "DB_PASSWORD=$", "dbPassword: \"$\"",
      "passwd=$&x=1", "pass=$", "SMTP_PASS=$", "userpass=$", "Pwd=$;", "MYSQL_PWD=$", "passphrase: $", "passcode=$",
      "Server=db;User Id=sa;Password=$;Encrypt=yes", "Server=db;Uid=sa;Pwd=$;", "password := \"$\"", "password => '$'",
      "spring.datasource.password=$", "export PGPASSWORD=$", "\"password\":\"$\"", "{\\\"password\\\":\\\"$\\\"}",
      "password1=$", "old_password=$&new_password=x", "keystore.storepass=$", "<password>$</password>",
      "<wsse:Password>$</wsse:Password>", "ALTER USER bob WITH PASSWORD '$'", "CREATE USER bob IDENTIFIED BY '$'",
      "body=password%3D$%26user%3Dbob", "q=%7B%22password%22%3A%22$%22%7D", "os.environ['DB_PASSWORD'] = '$'",
      "password ||= \"$\"", "Passwort: $", "login failed for bob, password: $.", "-Djavax.net.ssl.keyStorePassword=$",
      "jdbc:mysql://db.example/x?user=bob&password=$", "sasl.jaas.config=… password=\"$\";", "net use /password:$ /x",
      "user[password]=$&user[name]=bob", "machine db.example login bob password $", "password_confirmation=$",
      "ConvertTo-SecureString '$' -AsPlainText", "SET PASSWORD FOR bob = PASSWORD('$')", "psk=\"$\"",
    ].map { SecretSample($0, password) }
    + ["password=$", "pin_password: $", "{\"password\": $}", "{\"password\":$,\"user\":\"bob\"}"]
    .map { SecretSample($0, "84629" + "173") }
    + [
      "client_secret=$", "clientSecret: \"$\"", "app_secret: $", "JWT_SECRET=$", "signing_secret=$", "secret=$",
      "\"secret\": \"$\"", "consumer_secret=$", "sharedSecret: $", "otpauth://totp/x?secret=$&issuer=y",
      "token=$", "token: $", "\"token\":\"$\"", "GITHUB_TOKEN=$", "slackToken: '$'", "vault_token=$",
      "X-Vault-Token: $",
      "X-Auth-Token: $", "access_token=$", "refresh_token=$&grant_type=x", "auth_token: $",
      "//reg.example/:_authToken=$",
      "bot_token = \"$\"", "ci-token: $", "tok&token=$&x", "api_key=$", "apiKey: \"$\"", "x-api-key: $", "APIKEY=$",
      "\"api-key\": \"$\"", "secret_key=$", "SECRET_KEY = '$'", "auth_key: $", "Ocp-Apim-Subscription-Key: $",
      "private_key=$", "hmac_secret=$", "session_secret: $", "headers[\"X-Api-Key\"] = \"$\"", "id_token=$",
    ].enumerated().map { SecretSample($1, MadeUp.text(32, seed: UInt64($0 + 10))) }
    + ["token=$", "api_key: $", "client_secret=$", "X-Api-Key: $"].map { SecretSample($0, MadeUp.hex(40)) }
    + ["heroku_api_key=$", "snyk_token=$", "client_secret: $"].map { SecretSample($0, MadeUp.uuid) }

  private static let inURLs =
    [
      "https://bob:$@git.example/x.git", "postgres://app:$@db.example:5432/x", "mongodb+srv://app:$@c0.example/x",
      "redis://:$@cache.example:6379", "amqp://app:$@mq.example", "ftp://bob:$@files.example",
      "mysql://root:$@10.0.0.5/x",
      "fetch 'https://x-access-token:$@github.com/acme/x' failed", "smtp://bob%40example.com:$@mail.example:587",
      "proxy=http://bob:$@proxy.example:3128/",
    ].map { SecretSample($0, "Kr0kodil" + "Tee7") } + [
      SecretSample("https://$@git.example/x.git", MadeUp.text(40)),
      SecretSample("https://hooks.slack.com/services/$", "T01AB2CD3/B04EF5GH6/" + MadeUp.text(24)),
      SecretSample("https://hooks.slack.com/workflows/$", "T01AB2CD3/A04EF5GH6/1234567/" + MadeUp.text(24)),
      SecretSample("https://discord.com/api/webhooks/$", "123456789012345678/" + MadeUp.text(68)),
      SecretSample(
        "https://acme.webhook.office.com/webhookb2/$", "\(MadeUp.uuid)@\(MadeUp.uuid)/IncomingWebhook/\(MadeUp.hex(32))"
      ),
      SecretSample("https://hooks.zapier.com/hooks/catch/$", "1234567/" + MadeUp.text(7)),
      SecretSample("https://api.telegram.org/bot$/sendMessage", "123456789:" + "AA" + MadeUp.text(33)),
      SecretSample("https://x.blob.core.windows.net/c?sv=2022&sp=r&sig=$", MadeUp.text(40) + "%2Bx%3D"),
      SecretSample(
        "https://x.servicebus.windows.net/q SharedAccessSignature sr=x&sig=$&se=17", MadeUp.base64(43) + "="),
      SecretSample("https://b.s3.amazonaws.com/k?X-Amz-Credential=x&X-Amz-Signature=$", MadeUp.hex(64)),
      SecretSample("https://storage.googleapis.com/k?X-Goog-Signature=$", MadeUp.hex(128)),
      SecretSample("https://x.logic.azure.com/workflows/1/triggers/manual?sv=1.0&sig=$", MadeUp.text(43)),
      SecretSample("GET /v1/x?api_key=$ HTTP/1.1", MadeUp.text(24)),
      SecretSample("GET /cb#access_token=$&token_type=bearer", MadeUp.text(60)),
    ]

  private static let onCommandLines =
    [
      "mysql --user root --password $ db", "tool --password '$' --verbose", "tool --db-password \"$\"",
      "tool --password=$", "deploy.ps1 -Password $ -User bob", "[\"tool\", \"--password\", \"$\"]",
      "sshpass -p $ ssh bob@10.0.0.5", "sshpass -p'$' ssh x", "mysql -uroot -p$ db", "mysqldump -h db -u root -p$ x",
      "curl -u bob:$ https://x.example", "curl --user 'bob:$' https://x.example", "curl -s --user=bob:$ x",
      "docker login -u bob -p $ registry.example", "sqlcmd -S db -U sa -P $", "redis-cli -h c -a $ ping",
      "ldapsearch -x -D cn=admin -w $ -b dc=x", "psexec \\\\host -u bob -p $ cmd", "mongo db -u bob -p $",
      "openssl rsa -passin pass:$ -in k", "keytool -list -storepass $", "az login --username x --password $",
      "kubectl create secret generic db --from-literal=password=$", "PGPASSWORD=$ psql -h db",
    ].map { SecretSample($0, "Kr0kodil" + "Tee7") }
    + [
      "tool --token $ run", "vault login -token $", "tool --api-key $", "cmd -AccessToken $ -x",
      "tool --client-secret $",
    ]
    .map { SecretSample($0, MadeUp.text(30)) }

  private static let clouds = [
    SecretSample("aws_secret_access_key = $", MadeUp.base64(40)),
    SecretSample("\"SecretAccessKey\": \"$\"", MadeUp.base64(40)),
    SecretSample("AWS_SECRET_ACCESS_KEY=$", MadeUp.base64(40, seed: 2)),
    SecretSample("aws_session_token=$", "FwoG" + "ZXIv" + MadeUp.base64(120)),
    SecretSample("\"sessionToken\":\"$\"", "IQoJb3JpZ2lu" + MadeUp.base64(200)),
    SecretSample("X-Amz-Security-Token=$&x", MadeUp.text(200)),
    SecretSample("secretKey: $", MadeUp.base64(40, seed: 3)),
    SecretSample("\"accessKey\": \"$\"", MadeUp.base64(40, seed: 4)),
    SecretSample(
      "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=$;EndpointSuffix=y", MadeUp.base64(86) + "=="),
    SecretSample("Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=$", MadeUp.base64(43) + "="),
    SecretSample("\"primaryKey\": \"$\"", MadeUp.base64(86, seed: 5) + "=="),
    SecretSample("storage_key: $", MadeUp.base64(86) + "=="),
    SecretSample("found $ in a file", "abc" + "8Q~" + MadeUp.text(34)),
    SecretSample("key $ here", "AIz" + "aSy" + MadeUp.text(33)),
    SecretSample("got $ from metadata", "ya29" + ".c.b0" + MadeUp.text(60)),
    SecretSample("secret $", "GOCSPX" + "-" + MadeUp.text(28)), SecretSample("pat $", "dap" + "i" + MadeUp.hex(32)),
    SecretSample("pat $", "dap" + "i" + MadeUp.hex(32) + "-2"),
    SecretSample("login with $", "hvs" + "." + MadeUp.text(95)),
    SecretSample("batch $", "hvb" + "." + MadeUp.text(140)),
    SecretSample("tf $ used", MadeUp.text(14) + ".atlasv1" + "." + MadeUp.text(64)),
    SecretSample("do $", "dop_" + "v1_" + MadeUp.hex(64)), SecretSample("do $", "doo_" + "v1_" + MadeUp.hex(64)),
    SecretSample("heroku $", "HRKU" + "-AA" + MadeUp.text(58)),
    SecretSample("supabase $", "sbp" + "_" + MadeUp.hex(40)),
    SecretSample("db $", "pscale_" + "tkn_" + MadeUp.text(43)),
    SecretSample("db $", "pscale_" + "pw_" + MadeUp.text(43)),
    SecretSample("up --authkey $", "tskey" + "-auth-" + MadeUp.text(12) + "-" + MadeUp.text(32)),
    SecretSample("op $", "ops_" + "eyJ" + MadeUp.text(260)), SecretSample("doppler $", "dp." + "pt." + MadeUp.text(43)),
    SecretSample("age $", "AGE-SECRET" + "-KEY-1" + MadeUp.text(58, of: MadeUp.capitals + "023456789")),
    SecretSample("oc login --token=$", "sha256" + "~" + MadeUp.text(43)),
    SecretSample("fly $", "fm2" + "_" + MadeUp.base64(120)),
    SecretSample("\"auths\":{\"r.example\":{\"auth\":\"$\"}}", "Ym9iOktya" + "29kaWxUZWU3"),
    SecretSample("_auth=$", "Ym9iOktya" + "29kaWxUZWU3"),
  ]
}
