extension SecretName {
  /// How the names of secrets end.
  struct Ending: Sendable {
    /// What may stand before the ending in a name.
    enum Place: Sendable {
      case anywhere
      /// The ending is a word of its own in the name.
      case word
      /// Nothing: the ending is the name.
      case whole
      /// The same, and it stands in the query of a URL.
      case query
    }

    /// In lower case, without `-`, and without `_` but as its first byte.
    let text: StaticString
    let place: Place
    let name: SecretName
    /// The words before the ending that make the name an ordinary one.
    let exceptions: [StaticString]

    init(_ text: StaticString, _ place: Place, _ name: SecretName, except exceptions: [StaticString] = []) {
      (self.text, self.place, self.name, self.exceptions) = (text, place, name, exceptions)
    }

    init(_ text: StaticString, _ name: SecretName, except exceptions: [StaticString] = []) {
      self.init(text, .anywhere, name, except: exceptions)
    }

    static let index = EndingIndex(all, by: \.text)

    /// These make a name a question or an action: `hasPassword`, `reset_password`.
    private static let questions: [StaticString] = [
      "has", "is", "needs", "need", "requires", "require", "required", "allows", "allow", "can", "must", "force", "use",
      "uses", "show", "no", "without", "change", "reset", "forgot", "update", "expire", "expired", "failed", "last",
    ]

    /// These make a token a place in a list, the mark of one request, or the hash of a token.
    private static let places: [StaticString] = [
      "next", "page", "paging", "pagination", "continuation", "sync", "delta", "client", "request", "idempotency",
      "cancellation", "design", "marker", "resume", "scroll", "cursor", "sequence", "version", "hashed", "progress",
      "start", "previous", "prev", "count", "max", "min", "num", "per", "change", "backward", "forward", "lock", "task",
      "ownership", "reservation", "dedup", "deduplication", "correlation", "tracking", "trace", "fencing",
    ]

    private static let all = passwords + secrets + keys + tokens + headers

    private static let passwords = [
      Ending("authpassword", .whole, .credential), Ending("password", .password, except: questions),
      Ending("passwordconfirmation", .password),
      Ending("passwordconfirm", .password), Ending("passwd", .password, except: questions),
      Ending("passwort", .password), Ending("kennwort", .password),
      Ending("contrasena", .password), Ending("passphrase", .password, except: questions),
      Ending("passcode", .password, except: questions), Ending("dbpass", .password), Ending("userpass", .password),
      Ending("storepass", .password), Ending("keypass", .password), Ending("sshpass", .password),
      Ending("pass", .word, .password, except: questions), Ending("pwd", .password, except: ["old"]),
      Ending("passwordvalue", .password, except: questions), Ending("passwordtext", .password),
      Ending("motdepasse", .password), Ending("senha", .word, .password), Ending("wachtwoord", .password),
      Ending("parola", .whole, .password), Ending("bindpw", .password), Ending("rootpw", .password),
      Ending("_pw", .password, except: questions),
      Ending("adminpass", .password), Ending("rootpass", .password), Ending("bindpass", .password),
      Ending("ldappass", .password), Ending("smtppass", .password), Ending("mailpass", .password),
      Ending("ftppass", .password), Ending("authpass", .password), Ending("requirepass", .password),
      Ending("loginpass", .password), Ending("mysqlpass", .password), Ending("mnemonic", .whole, .password),
      Ending("seedphrase", .password), Ending("recoveryphrase", .password),
      Ending("psk", .whole, .password), Ending("snmpcommunity", .password), Ending("communitystring", .password),
    ]

    private static let secrets = [
      Ending("authsecretvalue", .whole, .credential), Ending("secretstring", .whole, .everything),
      Ending("stringdata", .whole, .everything),
      Ending("clientsecret", .secret), Ending("sharedsecret", .secret), Ending("appsecret", .secret),
      Ending("apisecret", .secret), Ending("consumersecret", .secret), Ending("signingsecret", .secret),
      Ending("webhooksecret", .secret), Ending("hmacsecret", .secret), Ending("jwtsecret", .secret),
      Ending("tokensecret", .secret), Ending("sessionsecret", .secret), Ending("oauthsecret", .secret),
      Ending("totpsecret", .secret), Ending("cookiesecret", .secret), Ending("mastersecret", .secret),
      Ending("hashsecret", .secret), Ending("authsecret", .secret), Ending("accesssecret", .secret),
      Ending("keysecret", .secret), Ending("usersecret", .secret), Ending("clientsecretvalue", .secret),
      Ending("secretvalue", .word, .someSecret), Ending("credential", .word, .generated, except: ["amz", "goog"]),
      Ending("credentials", .word, .generated), Ending("data", .whole, .kubernetesData),
      Ending("secret", .word, .someSecret, except: questions),
    ]

    private static let keys = [
      Ending("apikey", .key, except: questions), Ending("privatekey", .key, except: questions),
      Ending("secretkey", .key), Ending("secretaccesskey", .key), Ending("sharedaccesskey", .key),
      Ending("sharedkey", .key), Ending("presharedkey", .key), Ending("secretkeybase", .key),
      Ending("accountkey", .key), Ending("authkey", .key), Ending("subscriptionkey", .key),
      Ending("accesskey", .keyMaterial), Ending("encryptionkey", .generated), Ending("signingkey", .generated),
      Ending("masterkey", .generated), Ending("hmackey", .generated), Ending("fernetkey", .generated),
      Ending("cookiekey", .generated), Ending("unsealkey", .generated), Ending("cipherkey", .generated),
      Ending("aeskey", .generated), Ending("encryptkey", .generated), Ending("decryptionkey", .generated),
      Ending("cryptokey", .generated), Ending("sessionkey", .generated), Ending("signkey", .generated),
      Ending("jwtkey", .generated), Ending("hashkey", .generated), Ending("secretaccess", .generated),
      Ending("appkey", .word, .someToken), Ending("applicationkey", .someToken), Ending("serverkey", .someToken),
      Ending("adminkey", .someToken),
      Ending("licensekey", .someToken), Ending("integrationkey", .someToken), Ending("ingestkey", .someToken),
      Ending("ingestionkey", .someToken), Ending("jfrogartapi", .key), Ending("registryauth", .generated),
      Ending("skey", .whole, .someToken),
      Ending("storagekey", .keyMaterial), Ending("primarykey", .keyMaterial),
      Ending("secondarykey", .keyMaterial), Ending("servicekey", .keyMaterial), Ending("functionskey", .keyMaterial),
      Ending("fastlykey", .key),
    ]

    private static let tokens = [
      Ending("authbearertoken", .whole, .credential), Ending("accesstoken", .token, except: questions),
      Ending("refreshtoken", .token, except: questions), Ending("bearertoken", .token), Ending("authtoken", .token),
      Ending("sessiontoken", .token), Ending("securitytoken", .token), Ending("apitoken", .token),
      Ending("idtoken", .token), Ending("csrftoken", .token), Ending("pat", .word, .someToken),
      Ending("tokenvalue", .someToken),
      Ending("bearer", .whole, .someToken),
      Ending("code", .query, .code),
      Ending("token", .someToken, except: places + questions),
    ]

    private static let headers = [
      Ending("authorization", .whole, .authorization), Ending("proxyauthorization", .whole, .authorization),
      Ending("cookie", .whole, .cookie), Ending("setcookie", .whole, .cookie),
      Ending("auth", .whole, .login), Ending("configauth", .login), Ending("sig", .whole, .signature),
      Ending("xamzsignature", .whole, .signature),
      Ending("xgoogsignature", .whole, .signature), Ending("signature", .query, .signature),
    ]
  }
}
