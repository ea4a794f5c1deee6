/**
 * What records are told apart by, and how they are said in words, without their schemas: a command at the terminal reads these alone, because the
 * library of the schemas takes longer to load than most commands take.
 */
import type { EffectInWords } from "./approval.ts";
import type { Freeze } from "./freeze.ts";
import type { Share } from "./playbook-version.ts";
import type { Role } from "./token.ts";

/**
 * viewer: reads · analyst: works incidents, runs and containments · engineer: changes taxonomy, playbooks, policies and connections ·
 * approver: answers approvals · admin: all of these, and tokens · ingest: delivers alerts and nothing else ·
 * mcp: for programs with a model, which read and propose by their own door and nothing else.
 */
export const ROLES = ["viewer", "analyst", "engineer", "approver", "admin", "ingest", "mcp"] as const;
/** What a person may hold; `ingest` is for machines. */
export const PERSON_ROLES = ["viewer", "analyst", "engineer", "approver", "admin"] as const satisfies readonly Role[];
export const ENTITY_TYPES = [
  "user",
  "device",
  "ip",
  "domain",
  "url",
  "file",
  "process",
  "mailbox",
  "cloud-account",
  "cloud-resource",
  "access-key",
  "service",
  "other",
] as const;
/** The kinds of record that are filtered. */
export const RECORD_KINDS = ["alerts", "incidents"] as const;
/**
 * The classes of records that go when their time is over: messages word for word; alerts with their findings; closed incidents with their runs, effects,
 * comments and links. What is audited is kept for ever: it is the proof of all else, and append-only.
 */
export const RETENTION_CLASSES = ["deliveries", "alerts", "incidents"] as const;
/** autonomy: how much a playbook may do by itself about incidents of a type. */
export const DECISION_KINDS = [
  "risk-acceptance",
  "priority",
  "override",
  "suppression",
  "lesson",
  "threat-intelligence",
  "discussion",
  "autonomy",
] as const;
export const FREEZE_SCOPES = ["everything", "workspace", "playbook", "capability", "connection"] as const;
export const MODEL_PROVIDERS = ["openai-compatible", "anthropic", "azure", "bedrock", "google"] as const;
export const EXPORT_FORMATS = ["ndjson", "csv", "ocsf"] as const;

/** A reference as it is stored and typed at the command line: `playbook:phishing-report`. */
export function referenceText({ type, key }: { type: string; key: string }): string {
  return `${type}:${key}`;
}

/** The other way round; the key may hold colons of its own. */
export function readReference(text: string): { type: string; key: string } {
  const colon = text.indexOf(":");
  return { type: text.slice(0, Math.max(colon, 0)), key: text.slice(colon + 1) };
}

/** What is frozen, in words: `the playbook lost-device`. */
export function frozenText({ scope, name }: Pick<Freeze, "scope" | "name">): string {
  return scope === "everything" ? "everything" : scope === "workspace" ? "the workspace" : `the ${scope} ${name}`;
}

/** A share in words. */
export function shareText(share: Share): string {
  return share === "shadow" ? "a shadow: it runs beside the one in force and does nothing" : `${share} % of incidents`;
}

const LABELS: Readonly<Record<keyof EffectInWords, string>> = {
  what: "What",
  on: "On",
  known: "Known of it",
  howLong: "For how long",
  why: "Why",
  incident: "Incident",
  evidence: "What was seen",
  playbook: "Playbook",
  policy: "The policies",
  needs: "Answer",
};

/** The words line by line, in the order in which they are read. */
export function wordLines(words: EffectInWords): [label: string, text: string][] {
  return Object.entries(LABELS).map(([name, label]) => [label, words[name as keyof EffectInWords] ?? ""]);
}
