/** Okta System Log events: https://developer.okta.com/docs/reference/api/system-log/, bare, in a list or in an event hook. */
import type { Source } from "../../src/connector/connector.ts";
import { type DraftEntity, entity, observables } from "../../src/connector/raw-entities.ts";
import {
  isRaw,
  objectAt,
  objectsAt,
  type Raw,
  requireObject,
  requireText,
  textAt,
} from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { badSignature, equalInConstantTime, headerOf } from "../../src/connector/signature.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import { hashOf } from "../../src/ids.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { meaningOf } from "./security-events.ts";

export const oktaSource: Source = {
  /** Event hooks: https://developer.okta.com/docs/concepts/event-hooks/#event-hook-objects */
  split: (document) => itemsOf(document).flatMap((item) => (isHook(item) ? listIn(item.data, "events") : [item])),

  recognizes: (raw) =>
    isRaw(raw) &&
    typeof raw.eventType === "string" &&
    "published" in raw &&
    isRaw(raw.actor) &&
    "alternateId" in raw.actor,

  normalize(raw): AlertDraftInput | null {
    const event = requireObject(raw);
    const type = requireText(event, "eventType");
    const outcome = objectAt(event, "outcome");
    const meaning = meaningOf(type, textAt(outcome, "result"), isSuspected(event));
    if (meaning === undefined) return null;
    const title = textAt(event, "displayMessage") || type;
    const client = objectAt(event, "client");
    return {
      // Okta always sends a uuid; a forwarder may not. Equal content is then the same event.
      uid: textAt(event, "uuid") || hashOf(event),
      title,
      description: describe(event, outcome),
      severity: meaning.severity,
      severityRaw: textAt(event, "severity"),
      time: requireTime(event, ["published"]),
      rule: { id: type, name: title },
      product: { name: "Okta", vendor: "Okta" },
      categories: [type, textAt(event, "legacyEventType")].filter((word) => word !== ""),
      techniques: meaning.technique === undefined ? [] : [{ id: meaning.technique }],
      entities: [...people(event), ...entity("actor", "ip", textAt(client, "ipAddress"))],
      observables: [
        ...observables("ip", textAt(client, "ipAddress"), ...chain(event)),
        ...observables("user-agent", textAt(objectAt(client, "userAgent"), "rawUserAgent")),
      ],
      controlOutcome: outcomeOf(textAt(outcome, "result")),
      session: sessionOf(event),
    };
  },

  /** Okta sends the secret itself in `Authorization`: https://developer.okta.com/docs/guides/event-hook-implementation/ */
  verify: {
    secret: "authorization",
    check(delivery, secret) {
      const given = headerOf(delivery.headers, "authorization");
      if (given === undefined || !equalInConstantTime(given, secret)) {
        throw badSignature("The Authorization header is not the secret that is set for this connection's event hook.");
      }
    },
  },
};

function isHook(item: unknown): item is Raw {
  return isRaw(item) && isRaw(item.data) && Array.isArray(item.data.events);
}

/** `debugContext.debugData` and the risk inside it are where Okta says that it suspects something. */
function isSuspected(event: Raw): boolean {
  const data = objectAt(objectAt(event, "debugContext"), "debugData");
  return textAt(data, "threatSuspected") === "true" || /\blevel=HIGH\b/.test(textAt(data, "risk"));
}

/** Users that something was done to are affected and the one who did it acts; without such users the actor's own account is affected. */
function people(event: Raw): DraftEntity[] {
  const targets = objectsAt(event, "target").slice(0, 30);
  const actor = objectAt(event, "actor");
  const users = targets.filter((target) => textAt(target, "type") === "User");
  const things = targets.filter(
    (target) => !["User", "AppUser", "AuthenticatorEnrollment"].includes(textAt(target, "type")),
  );
  const affectedUsers = users.flatMap((user) => account("affected", user));
  const actors = account(affectedUsers.length > 0 ? "actor" : "affected", actor);
  return [
    ...affectedUsers,
    // The same account on both sides did it to itself.
    ...actors.filter(({ key }) => !affectedUsers.some((user) => user.key === key)),
    ...things.flatMap((thing) =>
      entity("affected", "cloud-resource", textAt(thing, "id"), { name: textAt(thing, "displayName") }),
    ),
  ];
}

/** A login (mostly a mail address), with the id as alias. Okta itself and unknown callers are nobody's account. */
function account(role: "affected" | "actor", who: Raw): DraftEntity[] {
  const login = textAt(who, "alternateId");
  const type = textAt(who, "type");
  if (type !== "" && type !== "User") return [];
  if (login === "unknown" || login === "system@okta.com") return [];
  return entity(role, "user", login || textAt(who, "id"), {
    name: textAt(who, "displayName"),
    aliases: [textAt(who, "id")],
  });
}

function chain(event: Raw): string[] {
  return objectsAt(objectAt(event, "request"), "ipChain").map((hop) => textAt(hop, "ip"));
}

function describe(event: Raw, outcome: Raw): string {
  const place = objectAt(objectAt(event, "client"), "geographicalContext");
  const parts = [
    ["outcome", [textAt(outcome, "result"), textAt(outcome, "reason")]],
    ["from", [textAt(place, "city"), textAt(place, "country")]],
    ["via", [textAt(objectAt(event, "client"), "device")]],
  ] as const;
  return parts
    .map(([word, values]) => [word, values.filter((value) => value !== "").join(", ")])
    .filter(([, values]) => values !== "")
    .map((pair) => pair.join(" "))
    .join("; ");
}

/** https://developer.okta.com/docs/reference/api/system-log/#outcome-object */
function outcomeOf(result: string): ControlOutcome {
  if (["FAILURE", "DENY", "REJECTED"].includes(result)) return "blocked";
  return result === "SUCCESS" || result === "ALLOW" ? "allowed" : "unknown";
}

/** Events outside of a session carry the word `unknown`. */
function sessionOf(event: Raw): string {
  const session = textAt(objectAt(event, "authenticationContext"), "externalSessionId");
  return session === "unknown" ? "" : session;
}
