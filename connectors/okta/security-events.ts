/**
 * Which System Log events are alerts, and what they mean. Event types: https://developer.okta.com/docs/reference/api/event-types/; techniques:
 * MITRE ATT&CK Enterprise, identity provider platform. What is not listed is kept by Okta's log, not by us.
 */
import type { Severity } from "../../src/model/scale.ts";

export interface Meaning {
  severity: Severity;
  technique?: string;
  /** Only when the outcome is one of these; any outcome when left out. */
  outcomes?: readonly string[];
}

const FAILED = ["FAILURE", "DENY", "REJECTED"];

const EVENTS: Readonly<Record<string, Meaning>> = {
  "security.threat.detected": { severity: "high", technique: "T1078.004" },
  "security.breached_credential.detected": { severity: "high", technique: "T1078.004" },
  "security.attack_protection.settings.update": { severity: "medium", technique: "T1562" },
  "security.session.detect_client_roaming": { severity: "medium", technique: "T1539" },
  "user.account.report_suspicious_activity_by_enduser": { severity: "high", technique: "T1078.004" },
  "user.risk.detect": { severity: "high", technique: "T1078.004" },
  "user.account.lock": { severity: "medium", technique: "T1110" },
  "user.account.lock.limit": { severity: "medium", technique: "T1110" },
  "user.account.privilege.grant": { severity: "medium", technique: "T1098.003" },
  "group.privilege.grant": { severity: "medium", technique: "T1098.003" },
  "user.session.impersonation.initiate": { severity: "high", technique: "T1199" },
  "user.session.impersonation.grant": { severity: "medium", technique: "T1199" },
  "user.session.impersonation.extend": { severity: "medium", technique: "T1199" },
  "user.mfa.attempt_bypass": { severity: "high", technique: "T1556.006" },
  "user.mfa.okta_verify.deny_push": { severity: "medium", technique: "T1621" },
  "user.mfa.factor.deactivate": { severity: "medium", technique: "T1556.006" },
  "user.mfa.factor.reset_all": { severity: "medium", technique: "T1556.006" },
  "user.authentication.auth_via_mfa": { severity: "low", technique: "T1110", outcomes: FAILED },
  "system.mfa.factor.deactivate": { severity: "high", technique: "T1556.006" },
  "system.api_token.create": { severity: "medium", technique: "T1098.001" },
  "system.idp.lifecycle.create": { severity: "high", technique: "T1484.002" },
  "system.idp.lifecycle.update": { severity: "medium", technique: "T1484.002" },
  "policy.lifecycle.update": { severity: "low", technique: "T1556" },
  "policy.lifecycle.deactivate": { severity: "medium", technique: "T1556" },
  "policy.lifecycle.delete": { severity: "medium", technique: "T1556" },
  "policy.rule.update": { severity: "low", technique: "T1556" },
  "policy.rule.deactivate": { severity: "medium", technique: "T1556" },
  "policy.rule.delete": { severity: "medium", technique: "T1556" },
  "zone.update": { severity: "low", technique: "T1562.007" },
  "zone.deactivate": { severity: "medium", technique: "T1562.007" },
  "zone.delete": { severity: "medium", technique: "T1562.007" },
};

/** What an event means, or undefined when it is none of our business. `suspected`: Okta itself suspects a threat in an ordinary event. */
export function meaningOf(eventType: string, outcome: string, suspected: boolean): Meaning | undefined {
  const listed = Object.hasOwn(EVENTS, eventType) ? EVENTS[eventType] : undefined;
  if (listed !== undefined && (listed.outcomes === undefined || listed.outcomes.includes(outcome))) return listed;
  return suspected ? { severity: "high", technique: "T1078.004" } : undefined;
}
