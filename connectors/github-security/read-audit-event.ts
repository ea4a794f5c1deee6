/** One event of the audit log, streamed or from the REST API. */
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, objectAt, type Raw, textAt } from "../../src/connector/raw-fields.ts";
import { isoTime, requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { meaningOf } from "./security-actions.ts";

/** Actions are `category.operation`; actor is a login, not an object as in webhooks. */
export function isAuditEvent(raw: Raw): boolean {
  if (typeof raw.action !== "string" || !raw.action.includes(".") || typeof raw.actor !== "string") return false;
  const isTimed = TIMES.some((key) => Object.hasOwn(raw, key)) || Object.hasOwn(raw, "_document_id");
  return isTimed && ["org", "business", "repo", "user"].some((key) => Object.hasOwn(raw, key));
}

const TIMES = ["@timestamp", "created_at", "at_sign_timestamp"] as const;

/** `null` for what is no security matter. @throws InputError `normalize.missing-field` without a time. */
export function readAuditEvent(event: Raw): AlertDraftInput | null {
  const action = textAt(event, "action");
  const meaning = meaningOf(action, textAt(event, "user_agent"), textAt(event, "conclusion"));
  if (meaning === undefined) return null;
  const repo = firstText(event, "repo", "repository");
  const severity = action === "repo.create" && textAt(event, "visibility") === "public" ? "medium" : meaning.severity;
  return {
    uid: textAt(event, "_document_id") || hashOf(event),
    title: `${action} by ${textAt(event, "actor") || "an unknown actor"}`,
    description: describe(event, repo),
    severity,
    time: timeAt(event, "@timestamp") ?? isoTime(textAt(event, "at_sign_timestamp")) ?? requireTime(event, TIMES),
    rule: { id: action, name: action },
    product: { name: "GitHub audit log", vendor: "GitHub" },
    categories: filled(action, textAt(event, "operation_type"), textAt(event, "programmatic_access_type")),
    techniques: meaning.technique === undefined ? [] : [{ id: meaning.technique }],
    entities: entitiesOf(event, repo),
    observables: [
      ...observables("ip", textAt(event, "actor_ip")),
      ...observables("user-agent", textAt(event, "user_agent")),
      ...observables("url", textAt(objectAt(event, "config"), "url")),
      ...observables("user", textAt(event, "actor"), textAt(event, "user")),
      ...observables("resource", repo),
    ],
    controlOutcome: "allowed",
    ...given({ link: repo.includes("/") ? `https://github.com/${repo}` : "" }),
  };
}

/** The account that something was done to, else the repository or organization; the actor acts. */
function entitiesOf(event: Raw, repo: string): DraftEntity[] {
  const actor = textAt(event, "actor");
  const user = textAt(event, "user");
  const named = [
    ...(user === actor ? [] : entity("affected", "user", user, { aliases: [textAt(event, "user_id")] })),
    ...entity("affected", "cloud-resource", repo),
    ...entity("affected", "cloud-account", firstText(event, "org", "business")),
  ];
  const login = [textAt(event, "actor_id"), textAt(event, "external_identity_nameid")];
  return [
    ...named,
    ...entity(named.length === 0 ? "affected" : "actor", "user", actor, { aliases: login }),
    ...entity("actor", "ip", textAt(event, "actor_ip")),
  ];
}

function describe(event: Raw, repo: string): string {
  return factsLine({
    actor: textAt(event, "actor"),
    user: textAt(event, "user"),
    organization: textAt(event, "org"),
    repository: repo,
    visibility: textAt(event, "visibility"),
    branch: firstText(event, "branch", "name"),
    country: textAt(objectAt(event, "actor_location"), "country_code"),
    access: textAt(event, "programmatic_access_type"),
    advisory: textAt(event, "ghsa_id"),
    ruleset: textAt(event, "ruleset_name"),
  });
}
