/** Auth0 log events (https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes), as its log streams and its API give them. */
import type { Source } from "../../src/connector/connector.ts";
import { filled } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, objectAt, requireObject, requireText, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime } from "../../src/connector/raw-time.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput, ControlOutcome } from "../../src/model/alert.ts";
import { type Meaning, meaningOf } from "./security-events.ts";

export const auth0Source: Source = {
  split: (document) => itemsOf(document).flatMap((item) => listIn(item, "logs")),

  recognizes: (raw) => {
    const event = isRaw(raw) && isRaw(raw.data) && "log_id" in raw ? raw.data : raw;
    return (
      isRaw(event) &&
      "type" in event &&
      "date" in event &&
      "log_id" in event &&
      ("client_id" in event || "tenant_name" in event || "user_agent" in event)
    );
  },

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    const event = isRaw(message.data) ? message.data : message;
    const type = requireText(event, "type", event === message ? "$" : "$.data");
    const meaning = meaningOf(type);
    if (meaning === undefined) return null;
    const address = textAt(event, "ip");
    const user = firstText(event, "user_name", "user_id");
    return {
      uid: firstText(message, "log_id") || requireText(event, "_id"),
      title: meaning.title,
      description: textAt(event, "description"),
      severity: meaning.severity,
      severityRaw: type,
      time: requireTime(event, ["date"]),
      rule: { id: type, name: meaning.title },
      product: { name: "Auth0", vendor: "Okta" },
      categories: filled(type, textAt(event, "connection"), textAt(event, "client_name")),
      techniques: [{ id: meaning.technique }],
      entities: [
        ...entity("affected", "user", user, { aliases: [textAt(event, "user_id")] }),
        ...(user === "" ? entity("affected", "service", firstText(event, "client_name", "client_id", "hostname")) : []),
        ...entity("actor", "ip", address),
      ],
      observables: [
        ...observables("ip", address),
        ...observables("user-agent", textAt(event, "user_agent")),
        ...observables("domain", textAt(objectAt(event, "details"), "domain")),
      ],
      controlOutcome: outcomeOf(meaning),
    };
  },
};

function outcomeOf({ blocked }: Meaning): ControlOutcome {
  return blocked ? "blocked" : "detected";
}
