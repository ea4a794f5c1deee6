/** A message with threats, delivered or blocked. */
import { factsLine, filled } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import {
  firstText,
  numberAt,
  objectsAt,
  type Raw,
  requireText,
  textAt,
  textsAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { dispositionOf, severityOf, techniqueOf } from "./classification.ts";

/** @throws InputError naming the path of what is missing. */
export function readMessage(event: Raw, wasStopped: boolean): AlertDraftInput {
  const threats = objectsAt(event, "threatsInfoMap").slice(0, 20);
  const kinds = filled(...threats.map((threat) => textAt(threat, "classification").toLowerCase()));
  const states = threats.map((threat) => textAt(threat, "threatStatus"));
  const recipients = textsAt(event, "recipient").slice(0, 30);
  const sender = firstText(event, "sender") || textsAt(event, "fromAddress")[0] || "";
  const subject = textAt(event, "subject");
  const first = threats[0] ?? {};
  const score = Math.max(...["malwareScore", "phishScore", "impostorScore"].map((key) => numberAt(event, key) ?? 0));
  const cleared = states.length > 0 && states.every((state) => dispositionOf(state) !== "unknown");
  return {
    uid: `${requireText(event, "GUID")}${wasStopped ? "" : "#delivered"}${cleared ? "#cleared" : ""}`,
    title: `${wasStopped ? "Blocked" : "Delivered"} message with ${kinds.join(", ") || "a threat"}: ${subject || "no subject"}`,
    description: describe(event, threats),
    severity: severityOf(kinds, wasStopped),
    severityRaw: kinds.join(", "),
    ...(score > 0 && score <= 100 ? { confidence: score } : {}),
    time: requireTime(event, ["messageTime"]),
    rule: {
      id: textAt(first, "threatID") || textAt(first, "threatId") || kinds[0] || "message",
      name: kinds[0] ?? "message",
    },
    product: { name: "Proofpoint TAP", vendor: "Proofpoint" },
    categories: filled(
      wasStopped ? "messagesBlocked" : "messagesDelivered",
      ...kinds,
      ...threats.map((threat) => textAt(threat, "threatType")),
      textAt(event, "quarantineRule"),
    ),
    techniques: [{ id: techniqueOf(threats.map((threat) => textAt(threat, "threatType"))) }],
    entities: [
      ...recipients.flatMap((one) => entity("affected", "mailbox", one)),
      ...entity("actor", "mailbox", sender),
      ...entity("actor", "ip", textAt(event, "senderIP")),
    ],
    observables: [...threats.flatMap(threatObservables), ...parts(event), ...envelope(event, sender, subject)],
    controlOutcome: wasStopped ? (textAt(event, "quarantineFolder") === "" ? "blocked" : "quarantined") : "allowed",
    disposition: cleared ? dispositionOf(states[0] ?? "") : "unknown",
    resolved: cleared,
    ...(/^https:\/\//.test(textAt(first, "threatUrl")) ? { link: textAt(first, "threatUrl") } : {}),
  };
}

/** `threat` is the link, the digest of the file, or the address that deceives. */
function threatObservables(threat: Raw) {
  const value = textAt(threat, "threat");
  const type = textAt(threat, "threatType").toLowerCase();
  if (type === "attachment") return observables("hash", value);
  return observables(type === "url" ? "url" : value.includes("@") ? "email" : "other", value);
}

function parts(event: Raw) {
  return objectsAt(event, "messageParts")
    .filter((part) => textAt(part, "disposition") === "attached")
    .slice(0, 30)
    .flatMap((part) => [
      ...observables("file", textAt(part, "filename")),
      ...observables("hash", textAt(part, "sha256"), textAt(part, "md5")),
    ]);
}

function envelope(event: Raw, sender: string, subject: string) {
  return [
    ...observables("email", sender, ...textsAt(event, "fromAddress"), ...textsAt(event, "replyToAddress")),
    ...observables("ip", textAt(event, "senderIP")),
    ...observables("other", subject === "" ? "" : `subject: ${subject}`, textAt(event, "messageID")),
  ];
}

function describe(event: Raw, threats: readonly Raw[]): string {
  return [
    factsLine({
      from: textAt(event, "headerFrom"),
      "reply to": textAt(event, "headerReplyTo"),
      "quarantine folder": textAt(event, "quarantineFolder"),
      campaign: filled(...threats.map((threat) => textAt(threat, "campaignID"))).join(", "),
    }),
    ...threats.map((threat) =>
      factsLine({
        threat: textAt(threat, "threat"),
        classification: textAt(threat, "classification"),
        status: textAt(threat, "threatStatus"),
      }),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
