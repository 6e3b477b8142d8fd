import JSON
import TestSupport
import Testing

@testable import Cleaning

private let webToken = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
private let pem =
  "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo\n4lgOEePzNm0tRgeLezV6ffAt==\n-----END RSA PRIVATE KEY-----"

@Suite(.fewAtOnce) struct RedactionTests {
  @Test(arguments: secretTexts)
  func `replaces secrets in text`(text: String, expected: String) {
    let (clean, escaped, redacted) = cleaned(text)
    #expect(clean == expected)
    #expect(escaped == 0)
    #expect(redacted == (text == expected ? 0 : 1))
    #expect(cleaned(text, redacts: false).text == text)
  }

  @Test func `finds the tokens of every known prefix`() {
    for shape in TokenShape.all where shape.prefix.utf8Start[0] != UInt8(ascii: ".") {
      for continuation in shape.continuations {
        let token = "\(shape.prefix)\(continuation)" + String(repeating: "A1", count: shape.least)
        #expect(cleaned("a \(token) b").redacted == 1, "\(token)")
        #expect(cleaned("a\(token) b").redacted == (shape.keepsPrefix ? 1 : 0), "\(token)")
      }
      guard !shape.continuations.contains(where: { $0.utf8CodeUnitCount == 0 }) else { continue }
      let other = "\(shape.prefix)" + String(repeating: "Z9", count: shape.least)
      #expect(cleaned(other).redacted == 0, "\(other)")
    }
  }

  @Test func `every prefix ends at a byte that the scan looks at`() {
    for shape in TokenShape.all {
      #expect(shape.prefix.utf8CodeUnitCount >= 3)
      #expect(SecretTrigger(shape.prefix.utf8Start[shape.prefix.utf8CodeUnitCount - 1]) != nil, "\(shape.prefix)")
    }
  }

  @Test(arguments: ordinaryValues)
  func `leaves log values alone`(text: String) {
    let (clean, _, redacted) = cleaned(text)
    #expect(clean == text)
    #expect(redacted == 0)
    var sanitizer = Sanitizer(redacts: true)
    _ = sanitizer.clean(["message": .string(text), "list": [.string(text)]])
    #expect(sanitizer.redacted == 0)
  }

  @Test(arguments: members)
  func `judges a member by its name`(key: String, text: String, isSecret: Bool) {
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean([key: .string(text), "nested": [[key: [.string(text)]]]])
    #expect(sanitizer.redacted == (isSecret ? 2 : 0), "\(clean.text)")
    #expect((clean[key]?.string == text) == !isSecret)
    var again = Sanitizer(redacts: true)
    #expect(again.clean(clean) == clean && again.redacted == 0)
    var open = Sanitizer(redacts: false)
    #expect(open.clean([key: .string(text)])[key]?.string == text)
    var table = Sanitizer(redacts: true)
    let row = table.clean(row: ["id", .string(text), "more"], of: table.columns(["id", key]))
    #expect((row.array?[1].string == text) == !isSecret && row.array?[0] == "id" && row.array?[2] == "more")
  }

  @Test func `finds headers that are written as names and values`() {
    var sanitizer = Sanitizer(redacts: true)
    let clean = sanitizer.clean([
      ["name": "Authorization", "value": "Bearer abcdef"], ["name": "host", "value": "x.example"],
      ["key": "Cookie", "value": "a=b"],
    ])
    #expect(
      clean.text
        == #"[{"name":"Authorization","value":"Bearer [redacted: bearer token]"},{"name":"host","value":"x.example"},{"key":"Cookie","value":"[redacted: cookie]"}]"#
    )
    #expect(sanitizer.redacted == 2)
  }

  @Test func `escapes beside what it redacts`() {
    let (text, escaped, redacted) = cleaned("\u{1B}password=hunter\u{202E}22 \u{200B}ok")
    #expect(text == #"\u{1B}password=[redacted: password] \u{200B}ok"#)
    #expect(escaped == 2)
    #expect(redacted == 1)
  }
}

private let ordinaryValues: [String] = [
  "5f4dcc3b5aa765d61d8327deb882cf99", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "arn:aws:iam::123456789012:role/Admin", "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf",
  "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE",
  "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "https://example.com/a/b?x=1&y=2#frag",
  "https://signin.aws.amazon.com/oauth?Action=logout&redirect_uri=https%3A%2F%2Fx",
  "alice.o'neil+test@example.co.uk", "10.0.0.1", "2001:db8::1", "00:1a:2b:3c:4d:5e", "2024-01-01T00:00:00.000Z",
  "12:34:56", "us-east-1",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
  "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24=", "eyJhIjoxLCJiIjoyLCJjIjozfQ==",
  "H4sIAAAAAAAAA0vOzy0oSi0uTk1RKMnILFYAokSFktTiEgDmL0cRGQAAAA==",
  "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0B\n-----END CERTIFICATE-----",
  "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEF\n-----END PUBLIC KEY-----",
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 user@host",
  "Failed password for invalid user admin from 203.0.113.5 port 51234 ssh2", "password authentication failed",
  "Password: expired", "Invalid password: authentication failed for user", "password=", "password=true",
  "password == \"hunter22\"", "secret is required",
  "if event.get(\"password\", \"\") == \"x\":", "password = event.deep_get(\"a\", \"b\")",
  "api_key=os.environ[\"KEY\"]", "token = get_token(user)", "client(password=password)",
  "Basic authentication is disabled", "Basic information", "bearer of bad news", "Bearer authentication",
  "WWW-Authenticate: Bearer realm=\"x\"", "tokenExpiry: 3600",
  "user.change_password", "user.session.start", "eventName=ChangePassword", "GetSecretValue", "kms:Decrypt",
  "secretId=prod/db/password", "nextToken=abcdef0123456789",
  "authorization: allowed by policy", "authorization.k8s.io/decision: allow", "{\"authorization\":\"explicit\"}",
  "cookie: yes", "cookies accepted", "sk-button-primary-large",
  "task-0123456789abcdef0123456789abcdef", "x-amz-request-id: 4442587FB7D0A2F9", "s3://bucket/key=1/part_0001.json",
  "C:\\Windows\\System32\\cmd.exe /c whoami", "powershell -enc SQBFAFgA",
  "SELECT * FROM users WHERE name = 'x'", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "i-0abcd1234efgh5678", "vpc-12345678", "sgr_0123456789",
  "{\"passwordPolicy\":{\"minLength\":12},\"password_enabled\":\"true\",\"mfa\":null}",
  "{\"password\":null,\"secret\":false,\"apiKey\":123456789}", "npm_config_registry=https://registry.npmjs.org/",
  "github_organization_settings_changed_by_admin1",
  "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024",
  "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240101/us-east-1/s3/aws4_request, SignedHeaders=host",
  "ja3=e7d705a3286e19ea42f587b344ee6865", "AIzawa was here",
  "CN=Alice,OU=Users,DC=corp,DC=example", "$2b$12$KIXQ", "0x1f3870be274f6c49b3e31a0c6728957f", "Basic 1234", "a=b; c=d",
  "x: y", "::", "=", "-----", "-----BEGIN ", "eyJ", "_", "password", "password:",
]

private let secretTexts: [(String, String)] = [
  ("Authorization: Bearer abc123def456", "Authorization: Bearer [redacted: bearer token]"),
  (
    "curl -H 'authorization: bearer abc123def456' https://x",
    "curl -H 'authorization: bearer [redacted: bearer token]' https://x"
  ),
  ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [redacted: basic credentials]"),
  ("sent Basic dXNlcjpwYXNzd29yZA== to", "sent Basic [redacted: basic credentials] to"),
  ("got Bearer 0123456789abcdef0123", "got Bearer [redacted: bearer token]"),
  (#"{"Authorization":"Bearer abc123def456","a":1}"#, #"{"Authorization":"Bearer [redacted: bearer token]","a":1}"#),
  (
    #"{"headers":"{\"authorization\":\"Bearer abc123def456\",\"a\":1}"}"#,
    #"{"headers":"{\"authorization\":\"Bearer [redacted: bearer token]\",\"a\":1}"}"#
  ),
  ("Authorization: Token 0123456789abcdef01234567", "Authorization: Token [redacted: authorization]"),
  ("authorization=0123456789abcdef01234567&x=1", "authorization=[redacted: authorization]&x=1"),
  ("a \(webToken) b", "a [redacted: JWT] b"), ("?id_token=\(webToken)&x", "?id_token=[redacted: token]&x"),
  ("key:\n\(pem)\nend", "key:\n[redacted: private key]\nend"), (pem, "[redacted: private key]"),
  (
    "-----BEGIN PRIVATE KEY-----\\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo\\n-----END PRIVATE KEY-----\\n",
    "[redacted: private key]\\n"
  ),
  ("-----BEGIN PRIVATE KEY-----\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozM", "[redacted: private key]"),
  (
    "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB12\n\nMIIEowIBAAKCAQEAu1SU1LfVLPHCozM\n-----END EC PRIVATE KEY-----",
    "[redacted: private key]"
  ),
  (
    "-----BEGIN PRIVATE KEY----- and then the attacker went on. -----END PRIVATE KEY-----",
    "[redacted: private key] and then the attacker went on. -----END PRIVATE KEY-----"
  ),
  ("ghp_0123456789abcdefghijABCDEFGHIJ012345", "[redacted: GitHub token]"),
  ("t=github_pat_11ABCDEFG0abcdefghijkl_0123456789abcdefghijklmnop", "t=[redacted: GitHub token]"),
  ("xoxb-123456789012-abcdefABCDEF", "[redacted: Slack token]"),
  ("sk_live_0123456789abcdefABCDEF", "[redacted: Stripe key]"),
  ("key AIzaSyA0123456789abcdefghijklmnopqrstuv", "key [redacted: Google API key]"),
  ("glpat-0123456789abcdefghij", "[redacted: GitLab token]"),
  ("password=hunter22", "password=[redacted: password]"),
  ("PASSWORD=changeme; x", "PASSWORD=[redacted: password]; x"),
  ("?user=a&password=abc%20123&x=1", "?user=a&password=[redacted: password]&x=1"),
  ("password: hunter22.", "password: [redacted: password]."),
  ("db_password = 'correct horse'", "db_password = '[redacted: password]'"),
  ("api_key=\"1bc-d23-ef4\"", "api_key=\"[redacted: key]\""),
  ("X-API-Key: AbCdEf0123456789", "X-API-Key: [redacted: key]"),
  ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "aws_secret_access_key = [redacted: key]"),
  (
    #"{"secret": "s3cr3t!", "secretArn": "arn:aws:x"}"#,
    #"{"secret": "[redacted: secret]", "secretArn": "arn:aws:x"}"#
  ),
  (#"{\"clientSecret\" : \"a\\\"bcdefg\"}"#, #"{\"clientSecret\" : \"[redacted: secret]\"}"#),
  (#"{"password":"ab\\"}"#, #"{"password":"[redacted: password]"}"#), (#"{"password":"abc"}"#, #"{"password":"abc"}"#),
  (#"{"password":"abcdef\\","b":1}"#, #"{"password":"[redacted: password]","b":1}"#),
  (#"{"password":"abcdef"#, #"{"password":"[redacted: password]"#),
  ("Cookie: sid=abc123; theme=dark\r\nHost: x", "Cookie: [redacted: cookie]\r\nHost: x"),
  ("Set-Cookie: sid=1; HttpOnly", "Set-Cookie: [redacted: cookie]"),
  ("\"password\"=>\"hunter22\"", "\"password\"=>\"[redacted: password]\""),
  ("pässword=1 password=日本語日本語", "pässword=1 password=[redacted: password]"),
]

private let members: [(String, String, Bool)] = [
  ("password", "hunter22", true), ("passwd", "hunter22", true), ("secret", "s3cr3t", true),
  ("clientSecret", "8f14e45f-ceea-467f-a", true),
  ("apiKey", "abcdef", true), ("api_key", "abcdef", true), ("accessToken", "a7c.d3f.x9", true),
  ("accessToken", "abc.def", false),
  ("refreshToken", "abcdef", true),
  ("x-api-key", "abcdef", true), ("X-Api-Key", "abcdef", true), ("privateKey", "MIIEow", true),
  ("bearerToken", "abcdef", true),
  ("sessionToken", "FwoGZXIvYXdzE", true), ("secretAccessKey", "wJalrXUtnFEMI", true),
  ("authorization", "Bearer abcdef", true),
  ("Cookie", "a=b; c=d", true), ("set-cookie", "a=b", true), ("authBearerToken", "t", true),
  ("authPassword", "p", true), ("authSecretValue", "x", true),
  ("sharedSecret", "abcdef", true), ("dbPassword", "abcdef", true), ("DB_PASSWORD", "abcdef", true),
  ("passphrase", "a b c d", true),
  ("password", "true", false), ("password", "ENABLED", false), ("password", "*******", false),
  ("password", "", false), ("password", "HIDDEN_DUE_TO_SECURITY_REASONS", false),
  ("passwordLastUsed", "2024-01-01T00:00:00Z", false), ("password_enabled", "something", false),
  ("tokenExpiry", "2024-01-01", false),
  ("secretArn", "abcdefgh", false), ("secretId", "prod/db/main", false),
  ("secret", "arn:aws:secretsmanager:x", false), ("nextToken", "abcdefghijkl", false),
  ("accessKeyId", "AKIAIOSFODNN7EXAMPLE", false), ("authorization", "allowed", false),
  ("authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240101/x", false),
  ("authHeaderKey", "x-panther-signature", false), ("authMethod", "SharedSecret", false),
  ("authUsername", "panther", false), ("cookie", "yes", false),
  ("passwordHash", "5f4dcc3b5aa765d61d8327deb882cf99", false), ("description", "password reset", false),
  ("hmacAlg", "SHA256", false),
]
