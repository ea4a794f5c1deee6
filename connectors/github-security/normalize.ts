/**
 * GitHub's security alerts as webhooks send them and its REST API lists them (https://docs.github.com/webhooks/webhook-events-and-payloads),
 * and events of the streamed audit log (https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization).
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, objectAt, type Raw, requireObject, textAt } from "../../src/connector/raw-fields.ts";
import { badSignature, headerOf, hmacMatches } from "../../src/connector/signature.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { isAuditEvent, readAuditEvent } from "./read-audit-event.ts";
import { readSecurityAlert } from "./read-security-alert.ts";

export const githubSecuritySource: Source = {
  recognizes: (raw) => isRaw(raw) && (isWebhook(raw) || isListed(raw) || isAuditEvent(raw)),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isAuditEvent(message)) return readAuditEvent(message);
    if (isRaw(message.alert)) return readSecurityAlert(message.alert, message, "$.alert");
    return isListed(message) ? readSecurityAlert(message, message, "$") : null;
  },

  /** https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries */
  verify: {
    secret: "webhookSecret",
    check(delivery, secret) {
      const header = headerOf(delivery.headers, "x-hub-signature-256");
      if (header === undefined || !hmacMatches(header, delivery.body, secret))
        throw badSignature("X-Hub-Signature-256 is not the HMAC-SHA256 of the body under this webhook's secret.");
    },
  },
};

/** Every webhook says who sent it; `node_id` tells GitHub from those that borrowed its form. A ping has `zen`. */
function isWebhook(raw: Raw): boolean {
  if ("zen" in raw && "hook_id" in raw) return true;
  const sources = [objectAt(raw, "repository"), objectAt(raw, "sender"), objectAt(raw, "organization")];
  return sources.some((one) => textAt(one, "node_id") !== "");
}

/** An alert as the REST API lists it. */
function isListed(raw: Raw): boolean {
  return "number" in raw && "created_at" in raw && textAt(raw, "html_url").includes("/security/");
}
