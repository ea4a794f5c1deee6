/** An incident as the store answers it, for tests of what reads one. */
import type { StoredIncident } from "../../src/normalize/incident-finding.ts";

/** An open one about a user, but for what is given. */
export function incidentOf(given: Partial<StoredIncident> = {}): StoredIncident {
  return {
    id: "0199a0b0-0000-7000-8000-000000000001",
    number: 7,
    title: "Sign-in from two countries",
    status: "new",
    severity: "high",
    priority: "medium",
    disposition: "unknown",
    dispositionReason: "The source says so.",
    entityType: "user",
    entityKey: "ada@example.com",
    source: "okta",
    typeId: "intrusions/privileged-account-compromise",
    techniques: [],
    alertCount: 1,
    owner: null,
    queue: null,
    firstEventAt: "2026-03-01T10:00:00.000Z",
    openedAt: "2026-03-01T10:00:05.000Z",
    closedAt: null,
    ...given,
  };
}
