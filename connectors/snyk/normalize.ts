/**
 * Snyk: the `project_snapshot/v0` webhook (https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/webhooks) and issues of the REST API
 * (https://docs.snyk.io/snyk-api/reference/issues).
 */
import type { Source } from "../../src/connector/connector.ts";
import { isRaw, objectsAt, type Raw, requireObject } from "../../src/connector/raw-fields.ts";
import { badSignature, headerOf, hmacMatches } from "../../src/connector/signature.ts";
import { itemsOf, listIn } from "../../src/connector/unwrap.ts";
import type { AlertDraftInput } from "../../src/model/alert.ts";
import { readRestIssue } from "./read-rest-issue.ts";
import { readSnapshotIssue } from "./read-snapshot-issue.ts";

export const snykSource: Source = {
  /** A snapshot becomes one alert an issue, each with its project; what is gone is an alert that it is resolved. */
  split: (document) =>
    itemsOf(document).flatMap((item) => {
      if (!isRaw(item)) return [item];
      if (isRaw(item.jsonapi)) return listIn(item, "data");
      return isSnapshot(item) ? issuesOf(item) : [item];
    }),

  recognizes: (raw) =>
    isRaw(raw) &&
    (isSnapshot(raw) ||
      "webhookId" in raw ||
      (isRaw(raw.snapshotIssue) && isRaw(raw.project)) ||
      (raw.type === "issue" && isRaw(raw.attributes) && "effective_severity_level" in raw.attributes)),

  normalize(raw): AlertDraftInput | null {
    const message = requireObject(raw);
    if (isRaw(message.snapshotIssue)) return readSnapshotIssue(message, message.snapshotIssue);
    // A snapshot without new or removed issues, and the ping that follows setting up.
    if (isSnapshot(message) || "webhookId" in message) return null;
    return readRestIssue(message);
  },

  /** https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/validation-and-versioning-of-payloads */
  verify: {
    secret: "webhookSecret",
    check(delivery, secret) {
      const header = headerOf(delivery.headers, "x-hub-signature");
      if (header === undefined || !hmacMatches(header, delivery.body, secret))
        throw badSignature("X-Hub-Signature is not the HMAC-SHA256 of the body under this webhook's secret.");
    },
  },
};

function isSnapshot(raw: Raw): boolean {
  return isRaw(raw.project) && Array.isArray(raw.newIssues) && Array.isArray(raw.removedIssues);
}

function issuesOf(snapshot: Raw): unknown[] {
  const { project, org } = snapshot;
  const found = [
    ...objectsAt(snapshot, "newIssues").map((snapshotIssue) => ({ project, org, snapshotIssue, removed: false })),
    ...objectsAt(snapshot, "removedIssues").map((snapshotIssue) => ({ project, org, snapshotIssue, removed: true })),
  ];
  return found.length === 0 ? [snapshot] : found;
}
