/** Which audit events are alerts, and what they mean: the rest stays in GitHub's own log. */
import type { Severity } from "../../src/model/scale.ts";

export interface Meaning {
  severity: Severity;
  technique?: string;
}

const [IMPAIR, ACCOUNT, SECRETS, IDENTITY] = ["T1562.001", "T1098", "T1552.001", "T1484.002"];

/** Severities and techniques: impaired protection, changed accounts and trust, exposed or destroyed code. */
const TABLE: readonly (readonly [Severity, string | undefined, string])[] = [
  ["high", IMPAIR, "repository_secret_scanning_push_protection.disable secret_scanning.disable"],
  ["high", IMPAIR, "secret_scanning_new_repos.disable dependabot_alerts.disable dependabot_alerts_new_repos.disable"],
  ["high", IMPAIR, "dependabot_security_updates.disable dependabot_security_updates_new_repos.disable"],
  ["high", IMPAIR, "repository_secret_scanning.disable business_advanced_security.disabled"],
  ["high", IMPAIR, "org.advanced_security_disabled_for_new_repos org.advanced_security_disabled_on_all_repos"],
  ["high", IMPAIR, "business_secret_scanning.disable business_secret_scanning_push_protection.disable"],
  ["high", IMPAIR, "repo.advanced_security_disabled org_secret_scanning_push_protection_custom_message.disable"],
  [
    "high",
    IMPAIR,
    "protected_branch.policy_override protected_branch.destroy ip_allow_list.disable audit_log_streaming.destroy",
  ],
  ["medium", IMPAIR, "protected_branch.update_admin_enforced repository_ruleset.destroy repository_ruleset.update"],
  ["low", IMPAIR, "repository_ruleset.create ip_allow_list.enable ip_allow_list_entry.update"],
  ["medium", IMPAIR, "ip_allow_list_entry.create ip_allow_list_entry.destroy repository_vulnerability_alert.dismiss"],
  ["medium", IMPAIR, "repository_vulnerability_alerts.disable secret_scanning_push_protection.bypass"],
  ["high", IDENTITY, "org.saml_disabled org.disable_saml business.disable_saml org.disable_two_factor_requirement"],
  ["high", IDENTITY, "business.disable_two_factor_requirement org.update_saml_provider_settings"],
  ["medium", IDENTITY, "org.saml_enabled org.enable_saml org.disable_oauth_app_restrictions"],
  ["low", IDENTITY, "org.enable_two_factor_requirement org.enable_oauth_app_restrictions"],
  ["medium", ACCOUNT, "org.add_member org.update_member repo.add_member organization_moderators.add_user"],
  ["medium", ACCOUNT, "org.add_outside_collaborator business.add_admin repo.update_member"],
  ["low", ACCOUNT, "org.remove_member repo.remove_member team.create team.destroy team.add_repository team.add_member"],
  ["medium", "T1098.004", "public_key.create deploy_key.create"],
  [
    "medium",
    "T1098.001",
    "personal_access_token.access_granted oauth_application.create integration_installation.create",
  ],
  ["medium", "T1567", "hook.create hook.config_changed"],
  ["low", undefined, "hook.destroy hook.events_changed repo.archived"],
  ["high", SECRETS, "secret_scanning_alert.create secret_scanning_alert.public_leak"],
  ["high", "T1567.001", "repo.transfer repo.transfer_start repo.transfer_outgoing repo.access"],
  ["medium", "T1485", "repo.destroy"],
  ["low", "T1195.002", "repo.create"],
  ["high", "T1078.004", "org.recovery_code_used org.recovery_codes_downloaded account.recovery_code_used"],
  ["medium", "T1195.002", "org.runner_group_created repo.register_self_hosted_runner org.register_self_hosted_runner"],
];

const ACTIONS: ReadonlyMap<string, Meaning> = new Map(
  TABLE.flatMap(([severity, technique, actions]) =>
    actions.split(" ").map((action) => [action, technique === undefined ? { severity } : { severity, technique }]),
  ),
);

/** Package managers have no business changing repositories: a token at work inside an installed package. */
const PACKAGE_MANAGER = /^(?:npm|yarn|pnpm|pip|ruby, rubygems|cargo|bundler|composer)\//i;
const CHANGES = /^(?:git\.push|repo\.(?:update|create|access|destroy|transfer)|org\.update_member)$/;

/** What an action means, or undefined when it is none of our business. `conclusion` is that of a workflow run. */
export function meaningOf(action: string, userAgent: string, conclusion: string): Meaning | undefined {
  if (CHANGES.test(action) && PACKAGE_MANAGER.test(userAgent)) return { severity: "high", technique: "T1195.002" };
  if (action === "workflows.completed_workflow_run")
    return conclusion === "failure" ? { severity: "informational" } : undefined;
  return ACTIONS.get(action);
}
