/** Code scanning, secret scanning and Dependabot alerts. */
import { factsLine, filled, given, wordTable } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, type DraftObservable, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, flagAt, objectAt, type Raw, requireText, textAt, textsAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition, Severity } from "../../src/model/scale.ts";

interface Kind {
  name: "code-scanning" | "secret-scanning" | "dependabot";
  ruleId: string;
  title: string;
  description: string;
  severityRaw: string;
  severity: Severity;
  categories: string[];
  observables: DraftObservable[];
  technique?: string;
}

/** @throws InputError naming the path of what is missing. `around` is the webhook, or the alert itself. */
export function readSecurityAlert(alert: Raw, around: Raw, path: string): AlertDraftInput {
  const kind = kindOf(alert);
  const repository = objectAt(around, "repository");
  const link = firstText(alert, "html_url", "external_identifier");
  const place = textAt(repository, "full_name") || repositoryOf(link);
  const number = textAt(alert, "number") || requireText(alert, "id", path);
  const resolved = RESOLVED.has(textAt(alert, "state")) || RESOLVED.has(textAt(around, "action"));
  return {
    uid: `${place}/${kind.name}/${number}${resolved ? "#resolved" : ""}`,
    title: kind.title,
    description: kind.description,
    severity: kind.severity,
    severityRaw: kind.severityRaw,
    time: requireTime(alert, ["updated_at", "created_at", "dismissed_at", "fixed_at"], path),
    ...given({ firstSeen: timeAt(alert, "created_at"), lastSeen: timeAt(alert, "updated_at") }),
    rule: { id: kind.ruleId, name: kind.title },
    product: { name: "GitHub Advanced Security", vendor: "GitHub" },
    categories: filled(kind.name, textAt(around, "action"), ...kind.categories),
    techniques: kind.technique === undefined ? [] : [{ id: kind.technique }],
    entities: [...repositoryEntity(place, repository), ...peopleOf(alert, around)],
    observables: [...kind.observables, ...observables("resource", place)],
    controlOutcome: flagAt(alert, "push_protection_bypassed") ? "allowed" : "detected",
    disposition: dispositionOf(firstText(alert, "dismissed_reason", "resolution", "dismiss_reason")),
    resolved,
    ...given({ link }),
  };
}

const RESOLVED = new Set(
  "fixed dismissed auto_dismissed resolved closed closed_by_user dismiss resolve revoked".split(" "),
);

function kindOf(alert: Raw): Kind {
  if (textAt(alert, "secret_type") !== "") return secret(alert);
  const isPackage = "security_advisory" in alert || "dependency" in alert || "affected_package_name" in alert;
  return isPackage ? dependency(alert) : code(alert);
}

/** https://docs.github.com/code-security/code-scanning/managing-code-scanning-alerts/about-code-scanning-alerts#about-alert-severity-and-security-severity-levels */
export const severityOf = severityWords(
  {
    critical: "critical",
    high: "high",
    medium: "medium",
    moderate: "medium",
    low: "low",
    error: "high",
    warning: "medium",
    note: "low",
    none: "informational",
  },
  "unknown",
);

function code(alert: Raw): Kind {
  const rule = objectAt(alert, "rule");
  const instance = objectAt(alert, "most_recent_instance");
  const severity = firstText(rule, "security_severity_level", "severity");
  const location = objectAt(instance, "location");
  const tool = textAt(objectAt(alert, "tool"), "name");
  const description = firstText(rule, "full_description", "description");
  return {
    name: "code-scanning",
    ruleId: firstText(rule, "id", "name") || "code-scanning",
    title: firstText(rule, "description", "name", "id") || "Code scanning alert",
    description: [
      textAt(objectAt(instance, "message"), "text") || description,
      factsLine({ in: textAt(location, "path"), line: textAt(location, "start_line"), ref: textAt(instance, "ref") }),
    ].join("\n"),
    severity: severityOf(severity),
    severityRaw: severity,
    categories: filled(tool, ...textsAt(rule, "tags")),
    observables: observables("file", textAt(location, "path")),
  };
}

/** A secret that still works, or that everybody can read, is as grave as it gets; the source gives no severity of its own. */
function secret(alert: Raw): Kind {
  const isUsable = textAt(alert, "validity") === "active" || flagAt(alert, "publicly_leaked");
  const shown = firstText(alert, "secret_type_display_name", "secret_type");
  return {
    name: "secret-scanning",
    ruleId: textAt(alert, "secret_type"),
    title: `Secret in the repository: ${shown}`,
    description: factsLine({
      validity: textAt(alert, "validity"),
      "push protection bypassed": textAt(alert, "push_protection_bypassed"),
      "publicly leaked": textAt(alert, "publicly_leaked"),
      comment: textAt(alert, "resolution_comment"),
    }),
    severity: isUsable ? "critical" : "high",
    severityRaw: textAt(alert, "validity"),
    categories: filled(textAt(alert, "secret_type"), textAt(alert, "validity")),
    observables: [],
    technique: "T1552.001",
  };
}

function dependency(alert: Raw): Kind {
  const advisory = objectAt(alert, "security_advisory");
  const vulnerability = objectAt(alert, "security_vulnerability");
  const named = objectAt(objectAt(alert, "dependency"), "package");
  const name = textAt(named, "name") || textAt(alert, "affected_package_name");
  const severity = firstText(vulnerability, "severity") || firstText(advisory, "severity") || textAt(alert, "severity");
  const ghsa = textAt(advisory, "ghsa_id") || textAt(alert, "ghsa_id");
  const cve = textAt(advisory, "cve_id") || textAt(alert, "external_identifier");
  return {
    name: "dependabot",
    ruleId: ghsa || cve || "dependabot",
    title: textAt(advisory, "summary") || `Vulnerable dependency ${name}`,
    description: [
      textAt(advisory, "description"),
      factsLine({
        package: name,
        ecosystem: textAt(named, "ecosystem"),
        manifest: textAt(objectAt(alert, "dependency"), "manifest_path"),
        affected: textAt(vulnerability, "vulnerable_version_range") || textAt(alert, "affected_range"),
        fixed: textAt(objectAt(vulnerability, "first_patched_version"), "identifier") || textAt(alert, "fixed_in"),
      }),
    ]
      .filter((part) => part !== "")
      .join("\n"),
    severity: severityOf(severity),
    severityRaw: severity,
    categories: filled(ghsa, cve, textAt(named, "ecosystem")),
    observables: observables("other", cve, ghsa),
  };
}

function repositoryEntity(place: string, repository: Raw): DraftEntity[] {
  return entity("affected", "cloud-resource", place, { aliases: [textAt(repository, "html_url")] });
}

/** Whoever went past push protection brought the secret in. */
function peopleOf(alert: Raw, around: Raw): DraftEntity[] {
  return [
    ...entity("actor", "user", textAt(objectAt(alert, "push_protection_bypassed_by"), "login")),
    ...entity("affected", "cloud-account", textAt(objectAt(around, "organization"), "login")),
  ];
}

/** `https://github.com/owner/name/security/…` */
function repositoryOf(link: string): string {
  return link.split("/security/")[0]?.split("/").slice(3, 5).join("/") || "repository";
}

const dispositionOf = wordTable<Disposition>(
  {
    "false positive": "false-positive",
    false_positive: "false-positive",
    inaccurate: "false-positive",
    "used in tests": "test",
    used_in_tests: "test",
    "won't fix": "security-risk",
    wont_fix: "security-risk",
    tolerable_risk: "security-risk",
    not_used: "benign",
    revoked: "true-positive",
  },
  "unknown",
);
