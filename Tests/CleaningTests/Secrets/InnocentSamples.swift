/// Texts that have no secret in them, such as analysts see and need.
enum InnocentSample {
  static let all = hashesAndIDs + names + sentences + code + requests + kubernetes + commandLines + near + searches

  /// Those that are a name and a value, apart.
  static let pairs = (hashesAndIDs + names).compactMap { text -> (String, String)? in
    let parts = text.split(separator: text.contains(": ") ? ":" : "=", maxSplits: 1)
    guard parts.count == 2, !text.contains("\""), !parts[0].contains(" ") else { return nil }
    return (String(parts[0]), String(parts[1].drop { $0 == " " }))
  }

  private static let hashesAndIDs = [
    MadeUp.hex(32), MadeUp.hex(40), MadeUp.hex(64), MadeUp.hex(128), "sha256:\(MadeUp.hex(64))",
    "md5=\(MadeUp.hex(32))",
    MadeUp.uuid, "{\(MadeUp.uuid)}", "AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE",
    "AROA" + "EXAMPLE123456789:session",
    "accessKeyId: AKIA" + "IOSFODNN7EXAMPLE", "{\"accessKey\":\"ASIA" + "IOSFODNN7EXAMPLE\"}",
    "apiKey=AKIA" + "IOSFODNN7EXAMPLE",
    "keyId: \(MadeUp.uuid)", "kms key_id=\(MadeUp.uuid)", "encryptionKey: \(MadeUp.uuid)",
    "encryptionKey: \(MadeUp.hex(64))",
    "arn:aws:iam::123456789012:role/Admin", "arn:aws:sts::123456789012:assumed-role/Deploy/gh-actions-session",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf",
    "SecretId: arn:aws:secretsmanager:eu-west-1:1:secret:x",
    "arn:aws:kms:us-east-1:123456789012:key/\(MadeUp.uuid)", "i-0abcd1234efab5678", "sg-0123456789abcdef0",
    "request_id=\(MadeUp.uuid)", "x-amz-request-id: 4442587FB7D0A2F9",
    "trace-id: 00-\(MadeUp.hex(32))-\(MadeUp.hex(16))-01",
    "etag=\"\(MadeUp.hex(32))-12\"", "ja3=\(MadeUp.hex(32))", "00u1abcdefGHIJKL2345", "T01AB2CD3",
    "SK" + MadeUp.hex(32),
    "pk_live_" + MadeUp.text(24), "cursor: " + MadeUp.base64(60),
    "H4sIAAAAAAAAA0vOzy0oSi0uTk1RKMnILFYAokSFktTiEgDmL0cRGQAAAA==",
    MadeUp.base64(400), "payload=\(MadeUp.base64(80))==", "data:image/png;base64," + MadeUp.base64(120),
    "SQBFAFgA" + MadeUp.base64(60),
    "$2b$12$" + MadeUp.text(20), "commit " + MadeUp.hex(40), "image@sha256:" + MadeUp.hex(64), "CVE-2024-12345",
    "fingerprint SHA256:" + MadeUp.base64(43), "ssh-rsa " + "AAAAB3NzaC1yc2E" + MadeUp.base64(120) + " bob@host",
  ]

  /// Names of things that have to do with secrets.
  private static let names = [
    "secret: prod/db", "\"secret\":\"prod/db/main\"", "apiKey: my-key-name", "\"apiKey\": \"my-key-name\"",
    "api_key=billing-service-key-2",
    "hasPassword: yes", "\"hasPassword\":\"yes, since 2019\"", "\"hasPassword\": true", "password_policy=strict-2024",
    "passwordPolicy: default-policy-v2",
    "authenticationMethod: PASSWORD", "credentialType=PASSWORD", "tokenType: Bearer",
    "\"token_type\":\"urn:ietf:params:oauth:token-type:jwt\"",
    "token_id=1234567890", "\"tokenId\":\"tok-12ab34cd56ef\"", "passwordLastChanged: 2024-05-01T10:00:00Z",
    "passwordLastUsed=2024-05-01",
    "secretName: db-credentials", "secret_arn=\(MadeUp.hex(20))", "secretVersionId: \(MadeUp.uuid)",
    "secret: default-token-x7k2p",
    "imagePullSecret: regcred", "tlsSecret: my-tls-cert-2024", "nextToken=\(MadeUp.text(40))",
    "\"NextToken\": \"\(MadeUp.text(80))\"",
    "pageToken: \(MadeUp.text(30))", "continuationToken=\(MadeUp.text(30))", "clientRequestToken: \(MadeUp.uuid)",
    "client_token=\(MadeUp.uuid)",
    "hashed_token: \(MadeUp.base64(43))=", "syncToken=\(MadeUp.text(20))", "token: expired", "token=refresh_token",
    "secret: rotated every 90 days",
    "\"secret\":\"The secret of the team\"", "privateKey: alias/signing-key", "clientSecret: prod/okta/client-secret",
    "sk-button-primary-large",
    "sk-learn-random-forest-classifier-model-v2-final", "task-" + MadeUp.hex(32),
    "sk-navigation-header-with-dropdown-menu-and-search",
    "hf_hub_download_and_cache_the_model_files", "npm_config_registry", "npm_lifecycle_event_postinstall_script_name",
    "glpat-docs-and-examples",
    "primaryKey: user_id", "\"primaryKey\":\"\(MadeUp.hex(32))\"", "foreign_key=order_items_product_id_fk",
    "publicKey: \(MadeUp.base64(64))",
    "sort_key=created_at", "key: prod/logs/2024/05/01/part-0001.json.gz", "s3 key=prod/a1b2c3d4e5f6.json",
    "bypass: enabled-2024", "dkim=pass spf=pass",
    "compass=north-2024", "PWD=/home/bob/work", "\"PWD\":\"/var/www/html\"", "OLDPWD=/tmp/x1",
    "secret: op://vault/item/field1",
    "password: ${DB_PASSWORD}", "password=<redacted>", "password=********", "\"password\":\"[FILTERED]\"",
    "password={{ vault.db }}",
    "password: xxxxxxxx", "token=$TOKEN", "password=%PASSWORD%", "passwordHash: \(MadeUp.hex(32))", "sig=valid",
    "signature=\(MadeUp.hex(64))",
    "authToken: null", "access_token_lifetime=3600", "max_tokens=4096000000", "\"max_token\": 1234567890",
    "cookie_consent=accepted-2024",
    "pass=100.00%", "LockToken: \(MadeUp.uuid)", "password: 2024-05-01", "pass: 10:00:00",
    "taskToken=\(MadeUp.text(60))",
  ]

  private static let sentences = [
    "Failed password for invalid user admin from 203.0.113.5 port 51234 ssh2",
    "password authentication failed for user \"app\"",
    "Access denied for user 'root'@'localhost' (using password: YES)", "Password: expired",
    "password: must have 12 characters",
    "\"password\":\"Password must contain at least 8 characters\"", "{\"password\":[\"This field is required.\"]}",
    "user.account.reset_password",
    "sshd: Accepted password for bob from 10.0.0.1 port 22", "please login with your password again",
    "passwd:         files sss",
    "The secret: never share your password.", "token: the session has ended", "Basic authentication is disabled",
    "a bearer of bad news 12345678901234567890 is here",
    "Bearer authentication is required", "--password is deprecated, use --password-stdin",
    "use --password option instead of -p", "See the --token argument below",
    "eventName=ChangePassword", "PasswordData was accessed", "GetSecretValue", "reset_password: https://example.com/r",
    "secret: ENABLED", "password reset requested at 12:34:56", "User changed password: alice@acme.example",
  ]

  private static let code = [
    "if event.get(\"password\", \"\") == \"x\":", "return event.deep_get(\"requestParameters\", \"password\")",
    "token = get_token(user)",
    "password = event.deep_get(\"a\", \"b\")", "api_key=os.environ[\"API_KEY\"]", "client(password=password)",
    "login(user=user, password=cfg.password, retries=3)",
    "def rule(event): return event.get(\"secret\") == \"prod/db1\"",
    "SECRET_NAMES = {\"password\", \"token\", \"api_key\"}", "password: str = \"\"",
    "token: str | None = None", "token: Optional[str] = None", "secret: SecretStr",
    "headers = {\"Authorization\": f\"Bearer {token}\"}",
    "AWS_SECRET = re.compile(r\"(?i)aws.{0,20}\")", "self.token = token", "token=self._token,",
    "password == \"hunter22\"", "secret != \"prod/db01x\"",
    "const apiKey = process.env.API_KEY;", "password: process.env.DB_PASSWORD,",
    "  File \"/app/auth.py\", line 42, in check_password",
    "at com.acme.auth.PasswordEncoder.encode(PasswordEncoder.java:42)",
    "ValueError: invalid literal for int() with base 10: 'token'", "password=None", "token=token)", "let token: String",
    "interface X { password: string; }",
  ]

  private static let requests = [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64 prompt/off command/s3.cp",
    "https://example.com/a/b?x=1&y=2#frag",
    "https://console.aws.amazon.com/console/home?region=us-east-1&state=hashArgs%23",
    "https://git@github.com/acme/x.git", "ssh://git@github.com:22/acme/x.git",
    "https://example.com:8443/login@home", "http://login.example.com:443@evil.example/", "https://bob@example.com/",
    "mailto:bob@example.com", "GET /oauth/token HTTP/1.1", "POST /api/v1/tokens/1234567890/revoke",
    "https://example.com/reset?user=bob&page_token=abc", "ip-10-0-0-12.eu-west-1.compute.internal",
    "s3://bucket/key=1/part_0001.json", "10.0.0.1:8080", "2001:db8::1", "alice.o'neil+test@example.co.uk",
    "https://hooks.slack.com/docs", "https://discord.com/api/webhooks", "https://example.com/?sig=abc",
    "WWW-Authenticate: Bearer realm=\"x\"",
    "Authorization: AWS4-HMAC-SHA256 Credential=AKIA"
      + "IOSFODNN7EXAMPLE/20240101/us-east-1/s3/aws4_request, SignedHeaders=host",
    "authorization: allowed by policy", "cookie: yes", "https://user:${PASSWORD}@example.com",
    "https://api.telegram.org/bot/docs", "referer=https://example.com/token/introspection?x=1",
  ]

  private static let kubernetes = [
    "web-5d4f8c7b9-x2k4z", "kubernetes.io/service-account-token", "system:serviceaccount:kube-system:token-cleaner",
    "secret: web-5d4f8c7b9-x2x4z", "secretKeyRef: {name: db, key: password}",
    "volumeMounts: /var/run/secrets/kubernetes.io/serviceaccount",
    "secret: sh.helm.release.v1.myapp.v3", "objectRef: {resource: secrets, name: db-credentials}",
    "authorization.k8s.io/decision: allow", "pod-template-hash=5d4f8c7b9", "configmap: app-config-2024",
    "token: default-token-x7k2p",
  ]

  private static let commandLines = [
    "C:\\Windows\\System32\\cmd.exe /c whoami", "powershell -enc SQBFAFgA", "ssh -p 2222 bob@10.0.0.5",
    "mkdir -p /var/lib/app2", "docker run -u 1000:1000 --user 1000:1000 nginx",
    "docker build --secret id=npm,src=/root/.npmrc .",
    "docker login --password-stdin -u bob", "psql --no-password mydb123",
    "aws secretsmanager get-secret-value --secret-id prod/db1", "tool --token-file /run/secrets/token1",
    "kubectl get secret db-credentials -o yaml", "sudo -u postgres psql", "curl -u bob https://x.example",
    "msbuild /p:Configuration=Release1", "tar -xzp -f a1b2c3.tgz", "git clone https://github.com/acme/x.git --depth 1",
    "gcloud auth print-access-token", "vault kv get secret/prod/db1", "passwd --stdin bob", "net user bob /active:yes",
    "python3 -m http.server --password-file=/etc/pw1",
  ]
}
