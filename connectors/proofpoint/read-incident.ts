/** An incident of Threat Response, as its webhook and `/api/incidents` give it. */
import { factsLine, filled, wordTable } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  listAt,
  numberAt,
  objectAt,
  objectsAt,
  type Raw,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import type { Disposition } from "../../src/model/scale.ts";

export function isIncident(raw: Raw): boolean {
  return "incident_field_values" in raw && ("event_count" in raw || "events" in raw) && "state" in raw;
}

export const severityOf = severityWords(
  {
    informational: "informational",
    minor: "low",
    low: "low",
    moderate: "medium",
    medium: "medium",
    major: "high",
    high: "high",
    critical: "critical",
  },
  "unknown",
);

const dispositionOf = wordTable<Disposition>(
  { "false positive": "false-positive", "reported abuse: false positive": "false-positive", simulated: "test" },
  "unknown",
);

/** @throws InputError naming the path of what is missing. */
export function readIncident(incident: Raw): AlertDraftInput {
  const id = requireText(incident, "id");
  const values = new Map(
    objectsAt(incident, "incident_field_values").map((one) => [textAt(one, "name"), textAt(one, "value")]),
  );
  const events = objectsAt(incident, "events").slice(0, 20);
  const mails = events.flatMap((event) => objectsAt(event, "emails")).slice(0, 30);
  const closed = textAt(incident, "state").toLowerCase() === "closed";
  const raw = values.get("Severity") || textAt(events[0] ?? {}, "severity");
  const hosts = objectAt(incident, "hosts");
  const kind = values.get("Attack Vector") ?? "";
  const quarantined = numberAt(incident, "successful_quarantines") ?? 0;
  const addressOf = (mail: Raw, who: string) => textAt(objectAt(mail, who), "email");
  return {
    uid: closed ? `${id}#closed` : id,
    title: textAt(incident, "summary") || `Threat Response incident ${id}`,
    description: [
      textAt(incident, "description"),
      factsLine({
        vector: kind,
        score: textAt(incident, "score"),
        events: textAt(incident, "event_count"),
        team: textAt(incident, "team"),
      }),
    ].join("\n"),
    // A report by a person comes without any severity until somebody triages it.
    severity: raw === "" ? "medium" : severityOf(raw),
    severityRaw: raw,
    time: requireTime(incident, closed ? ["updated_at", "created_at"] : ["created_at"]),
    ...(timeAt(incident, "created_at") === undefined ? {} : { firstSeen: timeAt(incident, "created_at") as string }),
    rule: {
      id: textAt(events[0] ?? {}, "threatname") || textAt(incident, "type") || "incident",
      name: textAt(incident, "type") || "incident",
    },
    product: { name: "Proofpoint Threat Response", vendor: "Proofpoint" },
    categories: filled(
      textAt(incident, "type"),
      kind,
      values.get("Classification") ?? "",
      ...events.map((event) => textAt(event, "category")),
    ),
    techniques: mails.length > 0 ? [{ id: "T1566" }] : [],
    entities: [
      ...mails.flatMap((mail) => entity("affected", "mailbox", addressOf(mail, "recipient"))),
      ...textsAt(incident, "users").flatMap((user) => entity("affected", "user", user)),
      ...mails.flatMap((mail) => entity("actor", "mailbox", addressOf(mail, "sender"))),
      ...textsAt(hosts, "attacker")
        .slice(0, 10)
        .flatMap((host) => (/^[\d.]+$|:/.test(host) ? entity("actor", "ip", host) : entity("actor", "domain", host))),
    ],
    observables: [
      ...observables("url", ...mails.flatMap((mail) => listAt(mail, "urls").filter((url) => typeof url === "string"))),
      ...observables("email", ...mails.map((mail) => addressOf(mail, "sender"))),
      ...observables("other", ...mails.map((mail) => textAt(mail, "messageId"))),
    ],
    controlOutcome: quarantined > 0 ? "quarantined" : "detected",
    disposition: dispositionOf(values.get("Classification") ?? ""),
    resolved: closed,
  };
}
