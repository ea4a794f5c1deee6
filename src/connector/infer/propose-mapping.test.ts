import { expect, it } from "vitest";
import { proposeMapping, settingsOf } from "./propose-mapping.ts";

const receivedAt = new Date("2026-03-02T00:00:00Z");
const alert = (n: number) => ({
  alert_id: `A-2026-${n}`,
  detected_at: "2026-03-01T10:00:00Z",
  priority_label: "x",
  severity: ["P1", "P3"][n % 2],
  rule_name: "Odd door",
  source: { ip: `203.0.113.${n}` },
  target: { host_name: `ws-${n}`, user_name: "ann" },
  hashes: ["a".repeat(64), "b".repeat(64)],
});

it("proposes one path a field, with how sure it is and in how many samples it was", () => {
  const proposal = proposeMapping([alert(1), alert(2), alert(3)], receivedAt);
  expect(proposal).toMatchObject({ samples: 3, severities: { P1: "critical", P3: "medium" } });
  expect(proposal.fields).toContainEqual({
    field: "time",
    path: "detected_at",
    confidence: expect.any(Number),
    coverage: 1,
  });
  expect(proposal.entities).toEqual(
    expect.arrayContaining([
      { type: "user", role: "affected", path: "target.user_name" },
      { type: "device", role: "affected", path: "target.host_name" },
      { type: "ip", role: "actor", path: "source.ip" },
    ]),
  );
  expect(proposal.observables).toContainEqual({ type: "hash", path: "hashes" });
});

it("finds the list that holds the alerts, and says nothing of an envelope where there is none", () => {
  expect(proposeMapping([{ alerts: [alert(1), alert(2)] }], receivedAt)).toMatchObject({ samples: 2, items: "alerts" });
  expect(proposeMapping([alert(1)], receivedAt)).not.toHaveProperty("items");
});

it("proposes nothing for samples that hold nothing", () => {
  expect(proposeMapping([], receivedAt)).toMatchObject({ samples: 0, fields: [], entities: [] });
});

it("makes settings that hold only what was found", () => {
  const { mapping } = settingsOf(proposeMapping([alert(1)], receivedAt)) as { mapping: Record<string, unknown> };
  expect(mapping).toMatchObject({
    uid: "alert_id",
    severity: { path: "severity", map: { P3: "medium" } },
    product: { name: { value: "Unknown product" } },
  });
});
