import JSON

/// The table of `AWS.CloudTrail`.
enum CloudTrailRow {
  static let columns = [
    LakeColumn("eventversion", "string", "Version of the record format"),
    LakeColumn(
      "useridentity", "object", "Who made the call", fields: ["type", "principalId", "arn", "accountId", "userName"]),
    LakeColumn("eventtime", "timestamp", "Time of the call"),
    LakeColumn("eventsource", "string", "Service that was called"),
    LakeColumn("eventname", "string", "API call"),
    LakeColumn("awsregion", "string", "Region"),
    LakeColumn("sourceipaddress", "string", "Address of the caller", "ip"),
    LakeColumn("useragent", "string", "User agent of the caller"),
    LakeColumn("errorcode", "string", "Error code when the call failed"),
    LakeColumn("errormessage", "string", "Error message when the call failed"),
    LakeColumn("requestparameters", "object", "Parameters of the call"),
    LakeColumn("responseelements", "object", "Answer of the service"),
    LakeColumn("additionaleventdata", "object", "More about the call, such as MFAUsed"),
    LakeColumn("eventid", "string", "Id of the event", "trace_id"),
    LakeColumn("eventtype", "string", "AwsApiCall or AwsConsoleSignIn"),
    LakeColumn("readonly", "boolean", "Whether the call changes nothing"),
    LakeColumn("recipientaccountid", "string", "Account", "aws_account_id"),
  ]

  static func values(_ activity: Activity, _ random: inout SeededRandom) -> [SQLValue] {
    let isSignIn = activity.action == "ConsoleLogin"
    let agent: String
    switch activity.user {
    case "svc-vault-sync": agent = "vault-sync/2.4 aws-sdk-go-v2/1.30"
    case "ci-terraform": agent = "Terraform/1.9.5 aws-sdk-go-v2/1.30"
    case "svc-backup":
      agent = activity.address.hasPrefix("10.") ? "Boto3/1.34 Python/3.12" : "aws-cli/2.17.9 Python/3.12"
    default:
      agent = isSignIn ? "Mozilla/5.0 (X11; Linux x86_64)" : random.pick(["console.amazonaws.com", "aws-cli/2.17.9"])
    }
    // AWS gives a user one id for good.
    var principal = SeededRandom("principal:" + activity.user)
    let identity: JSON = [
      "type": "IAMUser", "principalId": .string("AIDA" + principal.hex(12).uppercased()), "arn": .string(activity.arn),
      "accountId": .string(Company.account), "userName": .string(activity.user),
    ]
    let answer: SQLValue =
      isSignIn
      ? .variant(["ConsoleLogin": activity.error == nil ? "Success" : "Failure"])
      : activity.action == "CreateAccessKey" && activity.error == nil
        ? .variant([
          "accessKey": ["accessKeyId": "AKIAEXAMPLEDEMO0001", "userName": .string(activity.target), "status": "Active"]
        ])
        : .null
    return [
      .text("1.09"), .variant(identity), .time(activity.time), .text(service(of: activity.action)),
      .text(activity.action), .text(activity.user == "ci-terraform" ? "eu-central-1" : "us-east-1"),
      .text(activity.address), .text(agent), (isSignIn ? nil : activity.error).map(SQLValue.text) ?? .null,
      // A failed sign-in has a message and no code; a refused call has both.
      activity.error.map { .text(isSignIn ? $0 : "User \(activity.arn) is not authorized: \($0)") } ?? .null,
      parameters(activity), answer, isSignIn ? .variant(["MFAUsed": activity.serial == 0 ? "No" : "Yes"]) : .null,
      .text(activity.traceID), .text(isSignIn ? "AwsConsoleSignIn" : "AwsApiCall"),
      .bool(["Get", "List", "Desc", "Head"].contains { activity.action.hasPrefix($0) }), .text(Company.account),
    ]
  }

  private static func service(of action: String) -> String {
    let name: String
    switch action {
    case "ConsoleLogin": name = "signin"
    case "GetCallerIdentity", "AssumeRole": name = "sts"
    case "GetObject", "PutObject", "ListBuckets", "PutBucketAcl": name = "s3"
    case "StopLogging", "DeleteTrail": name = "cloudtrail"
    case "DescribeInstances", "RunInstances", "AuthorizeSecurityGroupIngress", "DescribeSecurityGroups": name = "ec2"
    case "Decrypt": name = "kms"
    case "GetSecretValue": name = "secretsmanager"
    default: name = "iam"
    }
    return name + ".amazonaws.com"
  }

  private static func parameters(_ activity: Activity) -> SQLValue {
    guard !activity.target.isEmpty else { return .null }
    let target = JSON.string(activity.target)
    switch activity.action {
    case "GetObject", "PutObject", "PutBucketAcl":
      return .variant(["bucketName": target, "key": .string("exports/2026/part-\(activity.serial).parquet")])
    case "AttachUserPolicy":
      return .variant(["userName": target, "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"])
    case "AuthorizeSecurityGroupIngress":
      return .variant(["groupId": target, "ipPermissions": [["fromPort": 443, "toPort": 443, "cidrIp": "10.0.0.0/8"]]])
    case "GetSecretValue": return .variant(["secretId": target])
    case "StopLogging", "DeleteTrail": return .variant(["name": target])
    case "AssumeRole": return .variant(["roleArn": .string("arn:aws:iam::\(Company.account):role/\(activity.target)")])
    default: return .variant(["userName": target])
    }
  }
}
