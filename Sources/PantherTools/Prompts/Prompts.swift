package import MCP

/// All prompts, in the order that they are listed in.
package let pantherPrompts: [AnyPrompt<Call>] = [
  AnyPrompt(PrioritizeOpenAlerts.self), AnyPrompt(InvestigateActorActivity.self),
  AnyPrompt(GetDetectionRuleErrors.self), AnyPrompt(TuneNoisyRule.self), AnyPrompt(WriteDetectionFromLogs.self),
  AnyPrompt(ProveCoverage.self),
  AnyPrompt(GetMonthlyDetectionQualityReport.self), AnyPrompt(GetMonthlyLogSourcesReport.self),
]
