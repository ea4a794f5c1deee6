/** A threat detection of Wiz Defend: https://docs.wiz.io/wiz-docs/docs/detections-webhook */
import { factsLine, filled, given, techniquesIn } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
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
import { resourceEntities } from "./resource.ts";

/** Told by what only a detection has. */
export function isDetection(raw: Raw): boolean {
  return ("tdrId" in raw || "threatId" in raw) && ("triggeringEvents" in raw || "triggeringEventsCount" in raw);
}

export const severityOf = severityWords(
  { informational: "informational", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);

/** @throws InputError naming the path of what is missing. */
export function readDetection(detection: Raw): AlertDraftInput {
  const frame = objectAt(detection, "timeframe");
  const actors = objectsAt(detection, "actors").slice(0, 20);
  const events = objectsAt(detection, "triggeringEvents").slice(0, 50);
  const ips = filled(...events.flatMap((event) => [textAt(event, "actorIP"), textAt(event, "sourceIp")]));
  const name = firstText(detection, "title", "name") || requireText(detection, "tdrId");
  return {
    uid: requireText(detection, "id"),
    title: name,
    description: [
      textAt(detection, "description"),
      factsLine({ threat: textAt(detection, "threatId"), events: textAt(detection, "triggeringEventsCount") }),
    ].join("\n"),
    severity: severityOf(textAt(detection, "severity")),
    severityRaw: textAt(detection, "severity"),
    time: requireTime(detection, ["createdAt"]),
    ...given({ firstSeen: timeAt(frame, "start"), lastSeen: timeAt(frame, "end") }),
    rule: { id: textAt(detection, "tdrId") || name, name },
    product: { name: "Wiz Defend", vendor: "Wiz" },
    categories: filled(textAt(detection, "tdrSource"), ...textsAt(detection, "mitreTactics")),
    techniques: techniquesIn(textsAt(detection, "mitreTechniques").join(" ")),
    entities: [
      ...objectsAt(detection, "resources")
        .slice(0, 20)
        .flatMap((one) => resourceEntities(one)),
      // The identity used is the organisation's own: it is the one to suspend.
      ...actors.flatMap((one) => resourceEntities(one, textAt(one, "type") === "IP_ADDRESS" ? "actor" : "affected")),
      ...objectsAt(detection, "cloudAccounts").flatMap((one) =>
        entity("affected", "cloud-account", textAt(one, "externalId"), { name: textAt(one, "name") }),
      ),
      ...ips.flatMap((ip) => entity("actor", "ip", ip)),
    ],
    observables: [
      ...observables("ip", ...ips),
      ...observables("user-agent", ...events.map((event) => textAt(event, "userAgent"))),
      ...observables("resource", ...objectsAt(detection, "resources").map((one) => textAt(one, "externalId"))),
    ],
    controlOutcome: "detected",
    ...given({ link: firstText(detection, "threatURL", "url") }),
  };
}
