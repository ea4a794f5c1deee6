/** Which alerts belong together, end to end: through the door, the pipeline and the database, with the shipped content. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, runCordon } from "../../test/support/running.ts";
import type { AlertDetail } from "../api/contract/alert.ts";
import type { ReplayReport, Suppression } from "../api/contract/belonging.ts";
import type { IncidentDetail } from "../api/contract/incident.ts";
import { taxonomyFiles } from "../cli/read-content.ts";

let cordon: Running;
beforeAll(async () => {
  cordon = await runCordon();
  await cordon.addSource("sensor", "suricata");
  const files = taxonomyFiles("taxonomy").map(({ file, text }) => ({
    file,
    text: text
      .replace(/^duplicates: \[\]$/m, "duplicates:\n  - { id: one-scan, same: [rule, ip], rule: '1:77*', within: 10m }")
      .replace("more-than: 10000", "more-than: 5"),
  }));
  await cordon.call("POST", "/v1/taxonomy", { files });
});
afterAll(() => cordon?.stop());

let flow = 0;
/** An alert of a network sensor, about a machine, by a rule. */
function sensed(machine: string, rule: number, more: object = {}): object {
  flow += 1;
  return {
    ...{ timestamp: "2026-11-01T10:00:00.000000+0000", flow_id: flow, event_type: "alert", proto: "TCP" },
    ...{ src_ip: "203.0.113.9", src_port: 4444, dest_ip: machine, dest_port: 22 },
    alert: { gid: 1, signature_id: rule, rev: 1, signature: `Rule ${rule}`, category: "Misc Attack", severity: 1 },
    ...more,
  };
}

async function send(...alerts: object[]): Promise<{ accepted: number; duplicates: number }> {
  const body = alerts.map((one) => JSON.stringify(one)).join("\n");
  const receipt = await cordon.call<{ accepted: number; duplicates: number }>("POST", "/v1/ingest/sensor", body);
  await cordon.settled();
  return receipt;
}

async function incidents(entity: string): Promise<IncidentDetail[]> {
  const { items } = await cordon.call<{ items: IncidentDetail[] }>("GET", `/v1/incidents?entity=${entity}`);
  return Promise.all(items.map(({ id }) => cordon.call<IncidentDetail>("GET", `/v1/incidents/${id}`)));
}

describe("a rule for duplicates", () => {
  test("keeps the first, counts the others, says where they are and why, and lets them be taken out again", async () => {
    expect(await send(sensed("10.0.0.1", 7701), sensed("10.0.0.1", 7701))).toMatchObject({
      accepted: 1,
      duplicates: 1,
    });
    expect(await send(sensed("10.0.0.1", 7701))).toMatchObject({ accepted: 0, duplicates: 1 });
    const [incident] = await incidents("10.0.0.1");
    const path = `/v1/alerts/${incident!.alerts[0]!.id}`;
    const alert = await cordon.call<AlertDetail>("GET", path);
    expect(alert).toMatchObject({ duplicates: 2, folds: [{ rule: "one-scan", count: 2 }] });
    expect(await cordon.call("POST", `${path}/unfold`)).toEqual({ accepted: 2, left: 0 });
    await cordon.settled();
    expect(await cordon.call<AlertDetail>("GET", path)).toMatchObject({ duplicates: 0, folds: [] });
    expect((await incidents("10.0.0.1"))[0]).toMatchObject({ alertCount: 3 });
    await expect(cordon.call("POST", `${path}/unfold`)).rejects.toThrow(/409/);
  });
});

test("what was folded stays folded, and says why, when its message is no longer kept", async () => {
  await send(sensed("10.0.0.9", 7709), sensed("10.0.0.9", 7709));
  const [incident] = await incidents("10.0.0.9");
  const path = `/v1/alerts/${incident!.alerts[0]!.id}`;
  await cordon.database.system.query("UPDATE alert_folds SET delivery_id = gen_random_uuid() WHERE alert_id = $1", [
    incident!.alerts[0]!.id,
  ]);
  await expect(cordon.call("POST", `${path}/unfold`)).rejects.toThrow(/no longer kept/);
  expect(await cordon.call<AlertDetail>("GET", path)).toMatchObject({ folds: [{ rule: "one-scan", count: 1 }] });
});

describe("alerts of one machine and cause", () => {
  test("join one incident, also across deliveries, and say by which rule", async () => {
    await send(sensed("10.0.1.1", 1));
    await send(sensed("10.0.1.1", 1), sensed("10.0.1.1", 2));
    const found = await incidents("10.0.1.1");
    expect(found.map(({ alertCount }) => alertCount).sort()).toEqual([1, 2]);
    const joined = found.find(({ alertCount }) => alertCount === 2);
    expect(joined?.alerts.map(({ reason }) => reason).sort()).toEqual([
      "Opened by the first alert on ip 10.0.1.1.",
      "Rule same-entity-and-cause joins alerts with the same entity and cause within 2h: ip:10.0.1.1, 1:1.",
    ]);
  });

  test("join by their session where the machines differ", async () => {
    await send(sensed("10.0.1.5", 3, { flow_id: 9_000_001 }));
    await send(sensed("10.0.1.6", 4, { flow_id: 9_000_001 }));
    expect((await incidents("10.0.1.5"))[0]).toMatchObject({ alertCount: 2 });
    expect(await incidents("10.0.1.6")).toEqual([]);
  });
});

describe("a storm of one rule over many machines", () => {
  test("is five incidents and one for people, in which every other alert is", async () => {
    const machines = Array.from({ length: 40 }, (_, index) => `10.1.0.${index + 1}`);
    expect(await send(...machines.map((machine) => sensed(machine, 500)))).toMatchObject({ accepted: 40 });
    const { items } = await cordon.call<{ items: IncidentDetail[] }>("GET", "/v1/incidents?q=Rule%20500");
    const storm = items.find(({ title }) => title.startsWith("Storm: "));
    expect(items).toHaveLength(6);
    expect(storm).toMatchObject({ alertCount: 35, status: "new", queue: expect.any(String) });
    expect(storm?.handoffReason).toMatch(/^A storm\. Rule one-rule-everywhere/);
    const whole = await cordon.call<IncidentDetail>("GET", `/v1/incidents/${storm!.id}`);
    expect(whole.runs).toEqual([]);
  });
});

describe("a merge", () => {
  test("moves the alerts, closes the merged one as a duplicate, catches later alerts, and is undone", async () => {
    await send(sensed("10.2.0.1", 31), sensed("10.2.0.2", 31));
    const [[from], [into]] = [await incidents("10.2.0.1"), await incidents("10.2.0.2")];
    const merge = { into: String(into!.number), reason: "One intruder." };
    const merged = await cordon.call<IncidentDetail>("POST", `/v1/incidents/${from!.number}/merge`, merge);
    expect(merged).toMatchObject({
      number: into!.number,
      alertCount: 2,
      moves: [{ kind: "merge", from: from!.number }],
    });
    const [closed] = await incidents("10.2.0.1");
    expect(closed).toMatchObject({
      status: "closed",
      disposition: "duplicate",
      mergedInto: into!.number,
      alertCount: 0,
    });
    await send(sensed("10.2.0.1", 31));
    expect((await incidents("10.2.0.2"))[0]).toMatchObject({ alertCount: 3 });
    await cordon.call("POST", `/v1/incidents/${from!.number}/merge`, merge, 409);

    const undo = `/v1/incidents/${into!.number}/moves/${merged.moves[0]!.id}/undo`;
    const back = await cordon.call<IncidentDetail>("POST", undo);
    expect(back).toMatchObject({ number: from!.number, status: from!.status, alertCount: 1, mergedInto: null });
    expect(back.alerts.map(({ reason }) => reason)).toEqual(from!.alerts.map(({ reason }) => reason));
    expect((await incidents("10.2.0.2"))[0]).toMatchObject({ alertCount: 2 });
    await cordon.call("POST", undo, undefined, 409);
  });

  test("into itself or of what is not there is refused, and changes nothing", async () => {
    await send(sensed("10.2.1.1", 21));
    const [{ number }] = (await incidents("10.2.1.1")) as [IncidentDetail];
    await cordon.call("POST", `/v1/incidents/${number}/merge`, { into: String(number), reason: "r" }, 409);
    await cordon.call("POST", `/v1/incidents/${number}/merge`, { into: "999999", reason: "r" }, 404);
    expect((await incidents("10.2.1.1"))[0]).toMatchObject({ status: "in-progress", moves: [] });
  });
});

describe("a split", () => {
  test("opens an incident of its own, responded to, that later alerts of its kind join, and is undone", async () => {
    await send(sensed("10.3.0.1", 31, { flow_id: 9_100_000 }), sensed("10.3.0.2", 32, { flow_id: 9_100_000 }));
    const [one] = await incidents("10.3.0.1");
    expect(one).toMatchObject({ alertCount: 2 });
    const path = `/v1/incidents/${one!.number}/split`;
    const other = one!.alerts.find(({ entityKey }) => entityKey === "10.3.0.2")!;
    const made = await cordon.call<IncidentDetail>(
      "POST",
      path,
      { alerts: [other.id], reason: "Another matter." },
      201,
    );
    expect(made).toMatchObject({ entityKey: "10.3.0.2", alertCount: 1, moves: [{ kind: "split", from: one!.number }] });
    expect(made.alerts[0]!.reason).toMatch(
      new RegExp(`^Split from incident ${one!.number} by token:.*: Another matter\\.$`),
    );
    await send(sensed("10.3.0.2", 32));
    expect((await incidents("10.3.0.2"))[0]).toMatchObject({ number: made.number, alertCount: 2 });

    await cordon.call("POST", path, { alerts: [other.id], reason: "r" }, 400);
    await cordon.call("POST", path, { alerts: [one!.alerts.find(({ id }) => id !== other.id)!.id], reason: "r" }, 400);
    const back = await cordon.call<IncidentDetail>(
      "POST",
      `/v1/incidents/${made.number}/moves/${made.moves[0]!.id}/undo`,
    );
    expect(back).toMatchObject({ number: one!.number, alertCount: 2 });
    expect((await incidents("10.3.0.2"))[0]).toMatchObject({ status: "closed", mergedInto: one!.number });
  });
});

describe("a suppression", () => {
  test("holds alerts back, says so on each, and gives them back when it ends", async () => {
    const when = 'incident.entity.key == "10.4.0.1"';
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const added = await cordon.call<Suppression>("POST", "/v1/suppressions", { when, reason: "A test.", until }, 201);
    expect(await send(sensed("10.4.0.1", 40), sensed("10.4.0.2", 40))).toMatchObject({ accepted: 2 });
    expect(await incidents("10.4.0.1")).toEqual([]);
    expect(await incidents("10.4.0.2")).toHaveLength(1);
    const { items } = await cordon.call<{ items: { id: string }[] }>("GET", "/v1/alerts?entity=10.4.0.1");
    expect(await cordon.call("GET", `/v1/alerts/${items[0]!.id}`)).toMatchObject({ suppressionId: added.id });
    const end = `/v1/suppressions/${added.id}/end`;
    expect(await cordon.call("POST", end, { reason: "Over.", takeUp: true })).toMatchObject({ takenUp: 1 });
    await cordon.settled();
    expect(await incidents("10.4.0.1")).toHaveLength(1);
    await cordon.call("POST", end, { reason: "Again." }, 409);
  });

  test("is refused with a condition that says nothing, or without a near end", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await cordon.call("POST", "/v1/suppressions", { when: "incident.entity.kee == 'x'", reason: "r", until }, 400);
    const far = new Date(Date.now() + 800 * 86_400_000).toISOString();
    await cordon.call("POST", "/v1/suppressions", { when: "true", reason: "r", until: far }, 400);
    expect(await cordon.call("GET", "/v1/suppressions?inForce=true")).toMatchObject({ items: [] });
  });
});

describe("a replay", () => {
  test("of the rules in force says what they did, and changes nothing", async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const before = await cordon.database.system.query("SELECT count(*)::int AS incidents FROM incidents");
    const report = await cordon.call<ReplayReport>("POST", "/v1/taxonomy/replay", { from });
    expect(report.rules).toContainEqual({ kind: "storms", id: "one-rule-everywhere", alerts: expect.any(Number) });
    expect(report.rules).toContainEqual({ kind: "correlate", id: "same-session", alerts: expect.any(Number) });
    const after = await cordon.database.system.query("SELECT count(*)::int AS incidents FROM incidents");
    expect(after.rows).toEqual(before.rows);
  });

  test("of others says which incidents would be one", async () => {
    await send(sensed("10.5.0.1", 61), sensed("10.5.0.2", 62));
    const numbers = [(await incidents("10.5.0.1"))[0]!.number, (await incidents("10.5.0.2"))[0]!.number];
    const main = readFileSync("taxonomy/taxonomy.yaml", "utf8").replace(
      "correlate:\n",
      'correlate:\n  - { id: one-attacker, by: [ip], within: 1h, when: \'incident.ruleName in ["Rule 61", "Rule 62"]\' }\n',
    );
    const files = taxonomyFiles("taxonomy").map((one) =>
      one.file.endsWith("taxonomy.yaml") ? { ...one, text: main } : one,
    );
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const report = await cordon.call<ReplayReport>("POST", "/v1/taxonomy/replay", { files, from });
    expect(report.joined).toContainEqual(numbers.sort((a, b) => a - b));
  });
});
