/// A short flag after which programs take a password, or that has it right behind its letter.
struct ShortFlag: Sendable {
  let letter: Unicode.Scalar
  let isAttached: Bool
  /// What stands before the flag in the same line, in lower case.
  let programs: [StaticString]

  static let all = [
    ShortFlag(letter: "p", isAttached: true, programs: ["sshpass", "mysql", "mariadb", "7z", "rar ", "unrar "]),
    ShortFlag(letter: "p", isAttached: false, programs: clients + attackTools),
    ShortFlag(letter: "P", isAttached: true, programs: ["sqlcmd"]),
    ShortFlag(
      letter: "P", isAttached: false,
      programs: ["sqlcmd", "bcp", "isql", "osql", "tsql", "zip ", "unzip ", "ipmitool", "mosquitto", "ssh-keygen"]),
    ShortFlag(letter: "N", isAttached: false, programs: ["ssh-keygen"]),
    ShortFlag(letter: "a", isAttached: false, programs: ["redis-cli"]),
    ShortFlag(letter: "w", isAttached: false, programs: ["ldap", "kadmin", "security "]),
    ShortFlag(letter: "k", isAttached: false, programs: ["openssl", "nuget push"]),
    ShortFlag(letter: "K", isAttached: false, programs: ["openssl"]),
    ShortFlag(letter: "A", isAttached: false, programs: ["snmp"]),
    ShortFlag(letter: "X", isAttached: false, programs: ["snmp"]),
    ShortFlag(letter: "c", isAttached: false, programs: ["snmpwalk", "snmpget", "snmpset", "snmpbulk"]),
    ShortFlag(letter: "r", isAttached: false, programs: ["gitlab-runner"]),
    ShortFlag(letter: "t", isAttached: false, programs: ["doctl", "glab "]),
    // The hash of a password, which is as good as the password.
    ShortFlag(letter: "H", isAttached: false, programs: ["nxc ", "netexec", "crackmapexec", "evil-winrm", "smbmap"]),
  ]

  private static let clients: [StaticString] = [
    "sshpass", "docker login", "podman login", "registry login", "az login", "acr login", "az vm user", "oc login",
    "mongo", "psexec",
    "paexec", "twine", "cqlsh", "cypher-shell", "rabbitmqadmin", "rdesktop", "ncftp", "racadm", "esxcli", "certutil",
    "unlock-keychain", "security ", "useradd", "usermod", "tabcmd", "hdbsql", "vertica", "vsql",
    "kafka-", "service-principal",
  ]

  private static let attackTools: [StaticString] = [
    "crackmapexec", "cme ", "nxc ", "netexec", "evil-winrm", "smbmap", "hydra", "medusa", "ncrack", "bloodhound",
    "bloodyad", "certipy", "ldapdomaindump", "enum4linux", "lsassy", "coercer", "pywhisker", "adidnsdump", "kerbrute",
    "wmiexec", "donpapi", "manspider", "windapsearch", "powerview", "petitpotam", "rubeus",
  ]
}
