import { expect, test } from "vitest";
import { incidentOf } from "../../test/support/incident.ts";
import { DISPOSITIONS, PRIORITIES, SEVERITIES, STATUSES } from "../model/scale.ts";
import { toIncidentFinding } from "./incident-finding.ts";

test("an incident is an Incident Finding of OCSF, with its numbers and its captions", () => {
  const closed = incidentOf({
    ...{ status: "closed", severity: "fatal", priority: "critical", disposition: "true-positive", owner: "ann" },
    ...{ queue: "tier-2", techniques: ["T1110.003", "T1078"], closedAt: "2026-03-01T12:00:00.000Z" },
  });
  expect(toIncidentFinding(closed)).toMatchObject({
    ...{ class_uid: 2005, type_uid: 200_503, activity_name: "Close", time: Date.parse(closed.openedAt as string) },
    ...{ severity_id: 6, severity: "Fatal", status_id: 5, status: "Closed", priority_id: 4, priority: "Critical" },
    ...{ verdict_id: 2, verdict: "True Positive", assignee: { name: "ann" }, assignee_group: { name: "tier-2" } },
    metadata: { version: "1.8.0", uid: closed.id },
    attacks: [{ technique: { uid: "T1110" }, sub_technique: { uid: "T1110.003" } }, { technique: { uid: "T1078" } }],
    finding_info_list: [{ uid: closed.id }],
  });
});

test("every value of every scale has its number", () => {
  const found = STATUSES.map((status) => toIncidentFinding(incidentOf({ status })).status_id);
  expect(found).toEqual([1, 2, 3, 4, 5]);
  expect(PRIORITIES.map((priority) => toIncidentFinding(incidentOf({ priority })).priority_id)).toEqual([
    0, 1, 2, 3, 4,
  ]);
  expect(SEVERITIES.map((severity) => toIncidentFinding(incidentOf({ severity })).severity_id)).toEqual([
    0, 1, 2, 3, 4, 5, 6,
  ]);
  expect(DISPOSITIONS.map((one) => toIncidentFinding(incidentOf({ disposition: one })).verdict_id)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99,
  ]);
});
