/** An alert as correlation takes it from the inbox, with what a test does not care for filled in. */
import type { InboxAlert } from "../../src/store/inbox.ts";

/** Received at noon of 1 May 2026 unless said otherwise. */
export function inboxAlert(some: Partial<Omit<InboxAlert, "details">> & { details?: object } = {}): InboxAlert {
  const { details, ...columns } = some;
  const noon = new Date("2026-05-01T12:00:00Z");
  const id = some.id ?? "a";
  return {
    ...{
      id,
      workspaceId: "w",
      connectionId: "c",
      connection: "siem",
      uid: id,
      title: "Something odd",
      severity: "high",
    },
    ...{ entityType: "user", entityKey: "eve", entityName: "Eve", source: "Wazuh", initialDisposition: "unknown" },
    ...{ ruleId: "r-1", techniques: [], time: noon, receivedAt: noon },
    ...columns,
    details: {
      ...{ ruleName: "", categories: [], confidence: 0, controlOutcome: "unknown", resolved: false },
      ...{ entities: [], observables: [] },
      ...details,
    },
  };
}
