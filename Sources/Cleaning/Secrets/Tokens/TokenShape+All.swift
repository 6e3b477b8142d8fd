extension TokenShape {
  /// The tokens that are known by their beginning. A prefix has at least three bytes, and its last one is a trigger.
  ///
  /// Ids of keys, such as `AKIA…`, and publishable keys, such as `pk_live_…`, are not secret, so they are not here.
  static let all =
    sourceCode + packages + chat + clouds + artificialIntelligence + payments + operations

  private static let sourceCode = [
    TokenShape("ghp_", of: .lettersAndDigits, least: 26, "GitHub token"),
    TokenShape("gho_", of: .lettersAndDigits, least: 26, "GitHub token"),
    TokenShape("ghu_", of: .lettersAndDigits, least: 26, "GitHub token"),
    TokenShape("ghs_", of: .dotted, least: 26, "GitHub token"),
    TokenShape("ghr_", of: .lettersAndDigits, least: 26, "GitHub token"),
    TokenShape("github_", then: ["pat_"], least: 29, "GitHub token"),
    TokenShape("glpat-", of: .dotted, least: 18, "GitLab token"), TokenShape("gldt-", least: 18, "GitLab token"),
    TokenShape("glrt-", of: .dotted, least: 18, "GitLab token"), TokenShape("glcbt-", least: 18, "GitLab token"),
    TokenShape("glptt-", least: 18, "GitLab token"), TokenShape("gloas-", least: 32, "GitLab token"),
    TokenShape("glsoat-", least: 18, "GitLab token"), TokenShape("glft-", least: 18, "GitLab token"),
    TokenShape("glimt-", least: 18, "GitLab token"), TokenShape("glagent-", least: 32, "GitLab token"),
    TokenShape("glffct-", least: 18, "GitLab token"), TokenShape("glrtr-", least: 18, "GitLab token"),
    TokenShape("glwt-", least: 18, "GitLab token"), TokenShape("ATSTT3x", of: .base64, least: 20, "Atlassian token"),
    TokenShape("ATATT3x", of: .base64, least: 20, "Atlassian token"),
    TokenShape("ATCTT3x", of: .base64, least: 20, "Atlassian token"),
    TokenShape("ATB", then: ["B"], of: .lettersAndDigits, least: 32, "Bitbucket password"),
    TokenShape("CCIPAT_", least: 40, "CircleCI token"),
    TokenShape("sgp_", least: 32, "Sourcegraph token"), TokenShape("pul-", of: .hex, least: 40, "Pulumi token"),
    TokenShape("sqp_", of: .hex, least: 40, "SonarQube token"),
    TokenShape("squ_", of: .hex, least: 40, "SonarQube token"),
    TokenShape("sqa_", of: .hex, least: 40, "SonarQube token"),
    TokenShape("bkua_", of: .hex, least: 40, "Buildkite token"),
    TokenShape("CFPAT-", least: 40, "Contentful token"), TokenShape("PMAK-", least: 50, "Postman key"),
    TokenShape("figd_", least: 35, "Figma token"), TokenShape("lin_", then: ["api_"], least: 35, "Linear key"),
    TokenShape("lin_", then: ["oauth_"], least: 35, "Linear token"),
    TokenShape("ntn_", of: .lettersAndDigits, least: 40, "Notion token"),
    TokenShape("secret_", of: .lettersAndDigits, least: 43, "Notion token"),
    TokenShape(
      "pk_", then: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], least: 38, "ClickUp token"),
    TokenShape("slk_", of: .hex, least: 40, "Sourcegraph token"),
  ]

  private static let packages = [
    TokenShape("npm_", of: .lettersAndDigits, least: 32, "npm token"), TokenShape("pypi-", least: 45, "PyPI token"),
    TokenShape("rubygems_", of: .hex, least: 40, "RubyGems key"),
    TokenShape("dckr_", then: ["pat_", "oat_"], least: 20, "Docker token"),
    TokenShape("AKCp", least: 50, "Artifactory key"),
    TokenShape("cmV", then: ["mdGtu"], of: .lettersAndDigits, least: 50, "Artifactory token"),
    TokenShape("CLOJARS_", of: .lettersAndDigits, least: 50, "Clojars token"),
  ]

  private static let chat = [
    TokenShape("xoxb-", least: 11, "Slack token"), TokenShape("xoxp-", least: 11, "Slack token"),
    TokenShape("xoxa-", least: 11, "Slack token"), TokenShape("xoxr-", least: 11, "Slack token"),
    TokenShape("xoxs-", least: 11, "Slack token"), TokenShape("xoxe-", least: 11, "Slack token"),
    TokenShape("xoxc-", least: 11, "Slack token"), TokenShape("xoxd-", of: .base64, least: 11, "Slack token"),
    TokenShape("xapp-", least: 16, "Slack token"), TokenShape("xwfp-", least: 16, "Slack token"),
    TokenShape("mfa.", least: 60, "Discord token"),
    TokenShape("maker.ifttt.", then: ["com/trigger/"], of: .path, least: 30, "webhook", keepsPrefix: true),
    TokenShape(
      "hooks.slack.", then: ["com/services/", "com/workflows/", "com/triggers/"], of: .base64, least: 20, "webhook",
      keepsPrefix: true),
    TokenShape("discord.", then: ["com/api/webhooks/"], of: .base64, least: 40, "webhook", keepsPrefix: true),
    TokenShape("discordapp.", then: ["com/api/webhooks/"], of: .base64, least: 40, "webhook", keepsPrefix: true),
    TokenShape("webhook.office.", then: ["com/webhookb2/"], of: .path, least: 40, "webhook", keepsPrefix: true),
    TokenShape("outlook.office.", then: ["com/webhook/"], of: .path, least: 40, "webhook", keepsPrefix: true),
    TokenShape("hooks.zapier.", then: ["com/hooks/catch/"], of: .base64, least: 8, "webhook", keepsPrefix: true),
  ]

  private static let clouds = [
    TokenShape("AIz", then: ["a"], least: 35, "Google API key"),
    TokenShape("GOCSPX-", least: 23, "Google client secret"),
    TokenShape("ya29.", of: .dotted, least: 20, "Google token"),
    TokenShape("1//", then: ["0"], least: 40, "Google token"),
    TokenShape("amzn.mws.", least: 36, "Amazon token"),
    TokenShape("v1.0-", of: .numberedHex, least: 100, "Cloudflare key"),
    TokenShape("A3-", of: .hyphenatedCapitals, least: 32, "1Password key"),
    TokenShape("ABSK", of: .base64, least: 100, "AWS Bedrock key"),
    TokenShape("dop_", then: ["v1_"], of: .hex, least: 40, "DigitalOcean token"),
    TokenShape("doo_", then: ["v1_"], of: .hex, least: 40, "DigitalOcean token"),
    TokenShape("dor_", then: ["v1_"], of: .hex, least: 40, "DigitalOcean token"),
    TokenShape("dap", then: ["i"], of: .numberedHex, least: 32, "Databricks token"),
    TokenShape("hvs.", least: 20, "Vault token"), TokenShape("hvb.", least: 20, "Vault token"),
    TokenShape("hvr.", least: 20, "Vault token"),
    TokenShape(".atlasv1.", least: 50, "Terraform token"), TokenShape("HRKU-", then: ["AA"], least: 40, "Heroku key"),
    TokenShape("fm2_", of: .base64, least: 80, "Fly.io token"), TokenShape("fo1_", least: 35, "Fly.io token"),
    TokenShape("sbp_", of: .hex, least: 40, "Supabase token"), TokenShape("nfp_", least: 30, "Netlify token"),
    TokenShape("pscale_", then: ["tkn_", "pw_", "oauth_"], of: .dotted, least: 30, "PlanetScale token"),
    TokenShape("tskey-", then: ["auth-", "api-", "client-", "scim-", "webhook-"], least: 16, "Tailscale key"),
    TokenShape("ops_", then: ["eyJ"], of: .base64, least: 60, "1Password token"),
    TokenShape("AGE-SECRET-KEY-", then: ["1"], of: .lettersAndDigits, least: 50, "age key"),
    TokenShape("dp.pt.", of: .lettersAndDigits, least: 35, "Doppler token"),
    TokenShape("dp.st.", of: .dotted, least: 35, "Doppler token"),
    TokenShape("dp.ct.", of: .lettersAndDigits, least: 35, "Doppler token"),
    TokenShape("dp.sa.", of: .lettersAndDigits, least: 35, "Doppler token"),
    TokenShape("dp.scim.", of: .lettersAndDigits, least: 35, "Doppler token"),
    TokenShape("dp.audit.", of: .lettersAndDigits, least: 35, "Doppler token"),
    TokenShape("fm1r_", of: .base64, least: 80, "Fly.io token"),
    TokenShape("fm1a_", of: .base64, least: 80, "Fly.io token"),
    TokenShape("sb_", then: ["secret_"], least: 20, "Supabase key"),
    TokenShape("npg_", of: .lettersAndDigits, least: 12, "Neon password"),
    TokenShape("napi_", of: .lettersAndDigits, least: 40, "Neon key"),
    TokenShape("AVNS_", least: 15, "Aiven password"),
    TokenShape("rnd_", of: .lettersAndDigits, least: 28, "Render key"),
    TokenShape("vercel_", then: ["blob_rw_"], least: 30, "Vercel token"),
    TokenShape("t1.", then: ["9eu"], of: .dotted, least: 60, "Yandex token"),
    TokenShape("ptr_", of: .base64, least: 40, "Portainer token"),
    TokenShape("sha256~", least: 40, "OpenShift token"),
  ]

  private static let artificialIntelligence = [
    TokenShape("sk-", least: 32, "API key"),
    TokenShape("hf_", of: .lettersAndDigits, least: 30, "Hugging Face token"),
    TokenShape("api_org_", of: .lettersAndDigits, least: 30, "Hugging Face token"),
    TokenShape("gsk_", of: .lettersAndDigits, least: 40, "Groq key"), TokenShape("xai-", least: 60, "xAI key"),
    TokenShape("r8_", least: 35, "Replicate token"),
    TokenShape("pplx-", of: .lettersAndDigits, least: 40, "Perplexity key"),
    TokenShape("nvapi-", least: 50, "NVIDIA key"),
    TokenShape("lsv2_", then: ["pt_", "sk_"], least: 32, "LangSmith key"),
    TokenShape("pcsk_", least: 50, "Pinecone key"), TokenShape("sk_", of: .hex, least: 48, "ElevenLabs key"),
    TokenShape("tgp_", then: ["v1_"], least: 40, "Together key"),
    TokenShape("fw_", of: .lettersAndDigits, least: 20, "Fireworks key"),
    TokenShape("csk-", of: .lettersAndDigits, least: 40, "Cerebras key"),
    TokenShape("jina_", of: .lettersAndDigits, least: 40, "Jina key"),
    TokenShape("tvly-", least: 28, "Tavily key"), TokenShape("e2b_", of: .hex, least: 40, "E2B key"),
    TokenShape("fc-", of: .hex, least: 32, "Firecrawl key"),
    TokenShape("apify_", then: ["api_"], of: .lettersAndDigits, least: 32, "Apify token"),
  ]

  private static let payments = [
    TokenShape("sk_", then: ["live_", "test_", "prod_"], least: 12, "Stripe key"),
    TokenShape("rk_", then: ["live_", "test_", "prod_"], least: 12, "Stripe key"),
    TokenShape("whsec_", of: .base64, least: 18, "webhook secret"),
    TokenShape("shpat_", of: .hex, least: 26, "Shopify token"),
    TokenShape("shpca_", of: .hex, least: 26, "Shopify token"),
    TokenShape("shppa_", of: .hex, least: 26, "Shopify token"),
    TokenShape("shptka_", of: .hex, least: 26, "Shopify token"),
    TokenShape(
      "access-", then: ["production-", "sandbox-", "development-"], of: .numberedHex, least: 36, "Plaid token"),
    TokenShape("live_", of: .hex, least: 35, "Lob key"),
    TokenShape("EZTK", of: .lettersAndDigits, least: 50, "EasyPost key"),
    TokenShape("shpss_", of: .hex, least: 26, "Shopify secret"),
    TokenShape("sq0atp-", least: 22, "Square token"), TokenShape("sq0csp-", least: 40, "Square secret"),
    TokenShape("access_", then: ["token$production$"], of: .dollarParts, least: 40, "PayPal token"),
    TokenShape("EZAK", of: .lettersAndDigits, least: 50, "EasyPost key"),
    TokenShape("duffel_", then: ["live_", "test_"], least: 40, "Duffel token"),
    TokenShape("FLWSECK-", least: 32, "Flutterwave key"),
    TokenShape("FLWSECK_", then: ["TEST-"], least: 12, "Flutterwave key"),
  ]

  private static let operations = [
    TokenShape("key-", of: .lettersAndDigits, least: 32, "Mailgun key"),
    TokenShape("SG.", of: .dotted, least: 40, "SendGrid key"),
    TokenShape("xkeysib-", least: 70, "Brevo key"), TokenShape("xsmtpsib-", least: 70, "Brevo key"),
    TokenShape("re_", least: 32, "Resend key"), TokenShape("mlsn.", of: .lettersAndDigits, least: 60, "MailerSend key"),
    TokenShape("sk.", then: ["eyJ"], of: .dotted, least: 40, "Mapbox token"),
    TokenShape("hcaik_", of: .lettersAndDigits, least: 50, "Honeycomb key"),
    TokenShape("hcaok_", of: .lettersAndDigits, least: 50, "Honeycomb key"),
    TokenShape("hcxik_", of: .lettersAndDigits, least: 50, "Honeycomb key"),
    TokenShape("eyJ", then: ["rIjoi"], of: .base64, least: 60, "Grafana key"),
    TokenShape("NRRA-", of: .hex, least: 40, "New Relic key"), TokenShape("NRIQ-", least: 25, "New Relic key"),
    TokenShape("glsa_", least: 36, "Grafana token"), TokenShape("glc_", of: .base64, least: 32, "Grafana token"),
    TokenShape("sntrys_", of: .base64, least: 60, "Sentry token"),
    TokenShape("sntryu_", of: .hex, least: 60, "Sentry token"),
    TokenShape("NRAK-", of: .lettersAndDigits, least: 25, "New Relic key"),
    TokenShape("NRII-", least: 25, "New Relic key"),
    TokenShape("dt0c01.", of: .dotted, least: 60, "Dynatrace token"),
    TokenShape("dt0s16.", of: .dotted, least: 60, "Dynatrace token"),
    TokenShape("phx_", least: 40, "PostHog key"), TokenShape("rdme_", of: .lettersAndDigits, least: 60, "ReadMe key"),
    TokenShape("tfp_", least: 40, "Typeform token"),
    TokenShape("pat-", then: ["na1-", "eu1-"], least: 32, "HubSpot token"),
    TokenShape("SSW", then: ["S 00"], least: 35, "Okta token"),
    TokenShape("shippo_", then: ["live_"], of: .hex, least: 40, "Shippo token"),
    TokenShape("sl.", of: .dotted, least: 100, "Dropbox token"),
    TokenShape("EAACEdEose0cB", then: ["A"], of: .lettersAndDigits, least: 20, "Facebook token"),
    TokenShape("aio_", of: .lettersAndDigits, least: 28, "Adafruit key"),
    TokenShape("API-", of: .capitalsAndDigits, least: 26, "Octopus key"),
  ]

  /// The tokens whose beginnings end in bytes that are too frequent to look for at each of them. They are looked for
  /// only where a value begins: at the start of a text, and after `=` and `:`.
  static let atValues = [
    TokenShape("cio", of: .lettersAndDigits, least: 32, "Cargo token"),
    TokenShape("GR1348941", least: 20, "GitLab token"),
    TokenShape("oy2", of: .lettersAndDigits, least: 43, "NuGet key"),
    TokenShape("AAAAAAAAAAAAAAAAAAAA", of: .encodedForURL, least: 80, "Twitter token"),
    TokenShape(
      "$", then: ["6$", "5$", "1$", "apr1$", "y$", "2a$", "2b$", "2y$", "argon2id$", "argon2i$", "argon2d$"],
      of: .passwordHash, least: 30, "password hash"),
  ]
}
