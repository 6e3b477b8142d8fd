extension SecretSample {
  private static let password = "Kr0kodil" + "Tee7"

  /// Passwords of programs that take them in a way of their own, and what writes them into another program.
  static let programs: [SecretSample] =
    [
      "echo $ | sudo -S apt update", "echo -n '$' | sudo -u root -S id", "bash -c \"echo $ | sudo -S id\"",
      "echo \"bob:$\" | chpasswd", "printf 'bob:$\\n' | sudo chpasswd", "echo '$' | passwd --stdin bob",
      "echo $ | docker login -u bob --password-stdin registry.example", "echo $ | gh auth login --with-token",
      "htpasswd -b .htpasswd bob $", "htpasswd -nbB bob $", "htpasswd -bc /etc/x bob \"$\"",
      "ConvertTo-SecureString \"$\" -AsPlainText -Force", "ConvertTo-SecureString -String \"$\" -AsPlainText",
      "ConvertTo-SecureString -AsPlainText -Force \"$\"", "\"$\" | ConvertTo-SecureString -AsPlainText -Force",
      "crackmapexec smb 10.0.0.0/24 -u bob -p $", "nxc smb 10.0.0.5 -u bob -p '$'", "netexec winrm h -u b -p $",
      "evil-winrm -i 10.0.0.1 -u bob -p $", "hydra -l root -p $ ssh://10.0.0.5", "certipy find -u b@d -p $ -dc-ip x",
      "bloodhound-python -d d -u b -p $ -c All", "smbmap -H 10.0.0.5 -u bob -p $",
      "secretsdump.py acme/bob:$@10.0.0.1", "python3 /opt/psexec.py acme.local/bob:$@dc01 whoami",
      "impacket-wmiexec acme/bob:$@10.0.0.1", "GetUserSPNs.py acme.local/bob:$ -dc-ip 10.0.0.1",
      "xfreerdp /v:h /u:bob /p:$", "wfreerdp /u:bob /p:'$' /v:h", "winrs -r:h -u:bob -p:$ cmd",
      "rdesktop -u bob -p $ h",
      "zip -P $ o.zip f", "zip -r -P '$' o.zip d", "7z a -p$ o.7z f", "unrar x -p$ a.rar",
      "ipmitool -H h -U a -P $ sol",
      "plink -ssh bob@h -pw $", "ssh-keygen -t rsa -N $ -f k", "security unlock-keychain -p $ login.keychain",
      "skopeo copy --src-creds bob:$ docker://a docker://b", "etcdctl --user root:$ get /", "lftp -u bob:$ ftp.example",
      "wpa_passphrase MySSID $", "mysqladmin -u root password $", "nmcli dev wifi connect x password $",
      "setx DB_PASSWORD $ /M", "setx DB_PASSWORD \"$\"", "redis config: requirepass $",
      "username admin privilege 15 password 7 $", "twine upload -u bob -p $ dist/x", "oc login -u bob -p $ https://h",
      "evil-winrm -i h -u bob -H " + "$",
      "psexec.py bob:$@10.1.1.1", "Invoke-Sqlcmd -Username sa -Password \"$\" -Query q", "ADMIN_KEY=a7R$",
      "expdp system/$@orcl full=y", "impdp scott/$@//db:1521/x", "schtasks /create /s h /u bob /p $ /tn t",
      "schtasks /create /ru bob /rp $", "signtool sign /f c.pfx /p $", "tool /password $ /x",
      "New-LocalUser bob -Password (ConvertTo-SecureString \"$\" -AsPlainText -Force)",
      "New-Object System.Net.NetworkCredential(\"bob\", \"$\")", "http -a bob:$ https://x.example",
      "openssl passwd -6 $", "echo $ | vncpasswd -f",
      "env:\n- name: DB_PASSWORD\n  value: $\n",
      "<AdministratorPassword><Value>$</Value></AdministratorPassword>", "FERNET_KEY=a7R9b2$=",
    ].map { SecretSample($0, password) }
    + [
      SecretSample("secretsdump.py -hashes :$ acme/bob@10.0.0.1", MadeUp.hex(32)),
      SecretSample("nxc smb h -u bob -H $", MadeUp.hex(32)),
      SecretSample("aws configure set aws_secret_access_key $ --profile prod", MadeUp.base64(40)),
      SecretSample("aws configure set aws_session_token $", MadeUp.base64(120)),
      SecretSample("npm config set //registry.npmjs.org/:_authToken $", MadeUp.uuid),
      SecretSample("gitlab-runner register -r $", "GR1348" + "941" + MadeUp.text(20)),
      SecretSample("token = $", "GR1348" + "941" + MadeUp.text(20)),
      SecretSample("$", "GR1348" + "941" + MadeUp.text(20)),
    ]

  /// Names of which not every value is a secret, and other notations of the assignment.
  static let lesserNames: [SecretSample] =
    [
      "ENCRYPTION_KEY: \"$\"", "encryptionKey=$", "hmac_key=$", "HMAC_KEY: $", "\"hmacKey\":\"$\"", "MASTER_KEY=$",
      "credential: \"$\"", "credentials=$", "{\"credential\": \"$\"}", "npm_config__auth=$",
      "\"npm_config__auth\": \"$\"",
      "_auth = $", "LDAP_BIND_PW: \"$\"", "bindpw $".replacing(" ", with: "="), "DB_PW=$", "COOKIE_SECRET=$",
      "DD_APP_KEY=$",
      "accessKeySecret: $", "X-JFrog-Art-Api: $", "aes_key = \"$\"", "motDePasse=$", "PASSWORD = N'$'",
      "CREATE LOGIN bob WITH PASSWORD = N'$'", "password = b'$'", "token = u\"$\"", "debug: password: $ for bob",
      "{\"kind\":\"SecretList\"} token=$",
    ].enumerated().map { SecretSample($1, "a7R" + MadeUp.text(19, seed: UInt64($0 + 40))) }
    + [SecretSample("sshd[1]: debug: password: $ for bob", "MBWGDrtu" + "xpXGOyMu")]

  /// Objects of Kubernetes in a text.
  static let kubernetes: [SecretSample] =
    [
      #"{"kind": "Secret", "stringData": {"pw": "$"}} applied"#, #"applied {"data":{"pw":"$"},"kind":"Secret"}"#,
      #"audit {\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\"},\"data\":{\"a\":\"e30=\",\"pw\":\"$\"}}"#,
      #"{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"kind\":\"Secret\",\"stringData\":{\"pw\":\"$\"}}"}}"#,
      #"{"kind":"SecretList","items":[{"metadata":{"name":"x"},"data":{"pw":"$"}}]}"#,
      #"{"kind":"List","items":[{"kind":"Secret","data":{"pw":"$"}}]}"#,
      #"got {"kind":"SecretList","items":[{"data":{"pw":"$"}}]}"#,
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\ndata:\n  user: Ym9i\n  pw: $\ntype: Opaque\n",
      "apiVersion: v1\ndata:\n  pw: $\nkind: Secret\n", "kind: Secret\nstringData:\n  config.yaml: |\n    x: $\n",
    ].map { SecretSample($0, "NHJaMWNh" + "SUF2ZW1YZlhEag==") }

  /// Tokens of other issuers.
  static let otherIssuers: [SecretSample] = [
    SecretSample("notion $", "secret" + "_" + MadeUp.text(43)),
    SecretSample("mapbox $", "sk" + ".eyJ" + MadeUp.text(90)),
    SecretSample("task $", "pk" + "_12345678_" + MadeUp.text(32, of: MadeUp.capitals)),
    SecretSample("eleven $", "sk" + "_" + MadeUp.hex(48)),
    SecretSample("plaid $", "access" + "-production-" + MadeUp.uuid),
    SecretSample("db $", "AVNS" + "_" + MadeUp.text(19)), SecretSample("db $", "npg" + "_" + MadeUp.text(12)),
    SecretSample("mail $", "re" + "_" + MadeUp.text(8) + "_" + MadeUp.text(24)),
    SecretSample("grafana $", "eyJ" + "rIjoi" + MadeUp.base64(90)),
    SecretSample("$", "sb" + "_secret_" + MadeUp.text(31)),
    SecretSample("search $", "tvly" + "-" + MadeUp.text(32)), SecretSample("box $", "e2b" + "_" + MadeUp.hex(40)),
    SecretSample("$", "dp." + "ct." + MadeUp.text(43)), SecretSample("$", "lin" + "_oauth_" + MadeUp.text(64)),
  ]
}
