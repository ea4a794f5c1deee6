/**
 * Sentry: alerts of the legacy webhook plug-in and of the integration platform (`data.event` of an issue alert, `data.issue` of an issue;
 * https://docs.sentry.io/organization/integrations/integration-platform/webhooks/).
 */
import type { Source } from "../../src/connector/connector.ts";
import { factsLine, filled, given } from "../../src/connector/draft-parts.ts";
import { entity, observables } from "../../src/connector/raw-entities.ts";
import { firstText, isRaw, objectAt, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { requireTime, timeAt } from "../../src/connector/raw-time.ts";
import { severityWords } from "../../src/connector/severity-scale.ts";
import { badSignature, headerOf, hmacMatches } from "../../src/connector/signature.ts";
import { InputError } from "../../src/errors.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";

export const sentrySource: Source = {
  recognizes: (raw) => isRaw(raw) && (isPlugIn(raw) || isPlatform(raw)),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isPlugIn(message)) return read(objectAt(message, "event"), message);
    const data = objectAt(message, "data");
    const event = isRaw(data.event) ? data.event : objectAt(data, "issue");
    if (textAt(event, "title") !== "") return read(event, event, textAt(message, "action"));
    if (isPlatform(message)) return null;
    throw new InputError("normalize.missing-field", "$.event: expected an event of Sentry, found nothing", {
      details: { path: "$.event" },
    });
  },

  /** https://docs.sentry.io/organization/integrations/integration-platform/webhooks/#sentry-hook-signature */
  verify: {
    secret: "clientSecret",
    check(delivery, secret) {
      const header = headerOf(delivery.headers, "sentry-hook-signature");
      if (header === undefined || !hmacMatches(header, delivery.body, secret))
        throw badSignature(
          "Sentry-Hook-Signature is not the HMAC-SHA256 of the body under this integration's client secret.",
        );
    },
  },
};

function isPlugIn(raw: Raw): boolean {
  return "culprit" in raw && "project" in raw && isRaw(raw.event);
}

function isPlatform(raw: Raw): boolean {
  return isRaw(raw.installation) && isRaw(raw.data) && "action" in raw && isRaw(raw.actor);
}

export const severityOf = severityWords(
  { debug: "informational", info: "informational", warning: "medium", error: "high", fatal: "critical" },
  "unknown",
);

function read(event: Raw, around: Raw, action = ""): AlertDraftInput {
  const user = objectAt(event, "user");
  const request = objectAt(event, "request");
  const level = textAt(event, "level") || textAt(around, "level");
  const project = isRaw(around.project)
    ? textAt(around.project, "slug")
    : firstText(around, "project_slug", "project_name", "project");
  const issue = firstText(event, "issue_id", "event_id", "id") || textAt(around, "id");
  const resolved = action === "resolved" || textAt(event, "status") === "resolved";
  const title = firstText(event, "title") || firstText(around, "message", "culprit") || "Sentry issue";
  const time =
    timeAt(event, "timestamp") ??
    timeAt(event, "datetime") ??
    requireTime(event, ["lastSeen", "firstSeen", "timestamp"], "$.event");
  return {
    uid: `${project}/${issue}/${textAt(event, "event_id") || time}${resolved ? "#resolved" : ""}`,
    title,
    description: [
      firstText(around, "message") || textAt(objectAt(event, "logentry"), "formatted"),
      factsLine({
        culprit: firstText(around, "culprit") || textAt(event, "culprit"),
        environment: textAt(event, "environment"),
      }),
    ].join("\n"),
    severity: severityOf(level),
    severityRaw: level,
    time,
    rule: { id: textAt(around, "id") || issue, name: title },
    product: { name: "Sentry", vendor: "Sentry" },
    categories: filled(textAt(event, "type"), textAt(event, "platform"), firstText(around, "logger")),
    entities: [
      ...entity("affected", "service", project || "sentry"),
      ...entity("affected", "user", firstText(user, "email", "username", "id"), { aliases: [textAt(user, "id")] }),
    ],
    observables: [...observables("ip", textAt(user, "ip_address")), ...observables("url", textAt(request, "url"))],
    controlOutcome: "detected",
    resolved,
    ...given({ link: firstText(event, "web_url", "permalink") || textAt(around, "url") }),
  };
}
