import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { inForce, seedPastEffect, seedPastRun } from "../../test/support/past-rows.ts";
import { type SeededIncident, seedIncident } from "../../test/support/seed.ts";
import { hashOf } from "../ids.ts";
import type { Answer } from "../playbook/simulate.ts";
import type { Work } from "../playbook/state.ts";
import { applyTaxonomy } from "../store/content.ts";
import { transaction } from "../store/database.ts";
import { loadTaxonomy } from "../taxonomy/load.ts";
import { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { BacktestEnd, BacktestIncident, BacktestLine } from "./contract/backtest.ts";
import { BacktestLine as lineSchema } from "./contract/backtest.ts";

const HEAD = `playbook: watched
title: Watched
description: For tests
maturity: stable
trigger: incident.severityId >= 3
default-queue: soc
steps:
`;
const STEPS = `  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
  - id: suspend
    action: identity.suspend-user
    with: { user: "=incident.users[0]" }
    for: 4h
  - end: true-positive
    reason: done
`;
const SOURCE = HEAD + STEPS;
const FILE = "watched/playbook.yaml";
const TYPE = "intrusions/privileged-account-compromise";
const since = new Date(Date.now() - 86_400_000).toISOString();

const answer = (work: Work): Answer | undefined =>
  work.kind === "action" && work.capability === "identity.get-user"
    ? { output: { found: true, enabled: true, privileged: false, displayName: "", groups: [] } }
    : undefined;

let api: TestApi;
let engineer: string;
let ran: SeededIncident;
let quiet: SeededIncident;
beforeAll(async () => {
  api = await testApi();
  engineer = await api.store.addToken(["engineer"]);
  const { database, workspaceId } = api.store;
  const { taxonomy } = await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname);
  const shipped = Taxonomy.parse(taxonomy);
  const types = shipped.types.map((type) =>
    type.id === TYPE ? { ...type, playbook: [{ when: null, run: "watched", reason: "tests" }] } : type,
  );
  const content = { ...shipped, types };
  await transaction(database.system, (client) =>
    applyTaxonomy(client, workspaceId, { hash: hashOf(content), content, by: "system" }),
  );
  const pinned = { workspaceId, ...(await inForce(database, workspaceId, SOURCE)) };
  ran = await seedIncident(database, workspaceId, { entityKey: "ann@example.com" });
  await seedPastRun(database, { ...pinned, incidentId: ran.id }, answer);
  quiet = await seedIncident(database, workspaceId, { entityKey: "bob@example.com", severity: "low" });
  const under = await seedIncident(database, workspaceId, { entityKey: "eve@example.com" });
  await seedPastRun(database, { ...pinned, incidentId: under.id }, answer, "waiting");
  const gone = await seedIncident(database, workspaceId, { entityKey: "joe@example.com" });
  await database.system.query("DELETE FROM incident_facts WHERE incident_id = $1", [gone.id]);
});
afterAll(() => api?.close());

async function backtest(body: object, token = engineer): Promise<{ end: BacktestEnd; incidents: BacktestIncident[] }> {
  const { status, body: text } = await api.call("POST", "/v1/playbooks/backtest", token, {
    since,
    file: FILE,
    ...body,
  });
  expect(status, JSON.stringify(text)).toBe(200);
  const lines = String(text)
    .trimEnd()
    .split("\n")
    .map((line): BacktestLine => lineSchema.parse(JSON.parse(line)));
  const end = lines.at(-1) as BacktestEnd;
  expect(end.kind).toBe("sum");
  return { end, incidents: lines.filter((line) => line.kind === "incident") };
}

describe("a backtest", () => {
  test("tries the draft on what the playbook ran on and what it is mapped to, and leaves out what is not over or gone", async () => {
    const { end, incidents } = await backtest({ source: SOURCE, all: true });
    expect(end).toMatchObject({ playbook: "watched", inForce: 1, types: [TYPE], underWay: 1, forgotten: 1 });
    expect(end.sum).toMatchObject({ incidents: 2, same: 2, changed: 0, unanswered: 0, untold: 0 });
    expect(incidents).toMatchObject([
      { number: ran.number, inForce: { outcome: "true-positive" }, draft: { outcome: "true-positive" } },
      { number: quiet.number, inForce: { outcome: "not-triggered" }, draft: { outcome: "not-triggered" } },
    ]);
  });

  test("shows what would change, and that a new trigger meets what nobody asked about", async () => {
    const source = SOURCE.replace("severityId >= 3", "severityId >= 1").replace("for: 4h", "for: 8h");
    const { end, incidents } = await backtest({ source });
    expect(end.sum).toMatchObject({ changed: 2, changes: { trigger: 1, effects: 1 }, unanswered: 1 });
    expect(incidents).toMatchObject([
      { number: ran.number, changed: ["effects"], newEffects: [{ target: "ann@example.com", leaseSeconds: 28_800 }] },
      { number: quiet.number, draft: { outcome: "unanswered", unanswered: [{ step: "account" }] } },
    ]);
  });

  test("is bounded to types and times", async () => {
    expect((await backtest({ source: SOURCE, types: ["fraud/phishing"] })).end.sum.incidents).toBe(0);
    expect((await backtest({ source: SOURCE, types: [TYPE] })).end.sum.incidents).toBe(2);
    const until = new Date(Date.now() - 3_600_000).toISOString();
    expect((await backtest({ source: SOURCE, until })).end.sum.incidents).toBe(0);
  });

  test("refuses a type that there is not, with the nearest: a check must not pass for it", async () => {
    const body = { source: SOURCE, file: FILE, since, types: ["fraud/phishng"] };
    const refused = await api.call("POST", "/v1/playbooks/backtest", engineer, body);
    expect(refused).toMatchObject({ body: { code: "playbook.no-such-type" } });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(refused.body)).toContain("fraud/phishing");
  });

  test("says what policies would have decided of its effects: those in force, and those that are tried", async () => {
    const policy = (text: string) => [{ file: "p.cedar", text: `@id("p") @reason("a test") ${text}` }];
    const all = policy('@budget("5 per 1h") permit (principal, action, resource);');
    const draft = { source: SOURCE.replace("for: 4h", "for: 8h") };
    const none = { allow: 0, ask: 0, refuse: 0 };
    const { end: before } = await backtest(draft);
    expect(before.sum.decisions, "where no policy is in force nothing is allowed").toMatchObject({
      ...{ inForce: { ...none, refuse: 1 }, draft: { ...none, refuse: 1 }, tried: null, budgets: "left-out" },
    });
    const { end, incidents } = await backtest({ ...draft, policies: all });
    expect(end.sum.decisions).toMatchObject({
      ...{ inForce: { ...none, refuse: 1 }, draft: { ...none, refuse: 1 }, tried: { ...none, allow: 1 } },
      capabilities: [{ capability: "identity.suspend-user", inForce: { refuse: 1 }, draft: { allow: 1 } }],
    });
    expect(incidents[0]).toMatchObject({
      inForce: { effects: [{ target: "ann@example.com", targetType: "user", decision: "refuse" }] },
      newEffects: [{ decision: "allow" }],
    });
    const broken = { since, file: FILE, ...draft, policies: policy("permit (principal, action, resorce);") };
    expect(await api.call("POST", "/v1/playbooks/backtest", engineer, broken)).toMatchObject({ status: 422 });
  });

  test("takes what the journal knows of effects that no record tells of", async () => {
    const { database, workspaceId } = api.store;
    const args = { text: "Look" };
    await seedPastEffect(database, {
      ...{ workspaceId, incidentId: ran.id, capability: "chat.post-message", args, output: { id: "m1" } },
    });
    const source = SOURCE.replace(
      "  - end:",
      "  - { id: tell, action: chat.post-message, with: { text: Look } }\n  - end:",
    );
    const { incidents } = await backtest({ source });
    expect(incidents).toMatchObject([{ draft: { outcome: "true-positive", path: ["account", "suspend", "tell"] } }]);
  });

  test("is for engineers, and for a draft without errors", async () => {
    const viewer = await api.store.addToken(["viewer", "analyst"]);
    const body = { source: SOURCE, file: FILE, since };
    expect((await api.call("POST", "/v1/playbooks/backtest", viewer, body)).status).toBe(403);
    const broken = await api.call("POST", "/v1/playbooks/backtest", engineer, {
      ...body,
      source: "playbook: watched\n",
    });
    expect(broken).toMatchObject({ status: 422, body: { code: "api.not-valid" } });
  });

  test("sees no other workspace", async () => {
    const other = await api.store.addToken(["engineer"], {
      workspaceId: await api.store.addWorkspace("other"),
    });
    expect((await backtest({ source: SOURCE, types: [TYPE] }, other)).end.sum.incidents).toBe(0);
  });

  test("writes nothing", async () => {
    const counts = () =>
      api.store.database.system.query(
        "SELECT (SELECT count(*) FROM effects) AS effects, (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM run_steps) AS steps, (SELECT count(*) FROM audit) AS audit",
      );
    const before = (await counts()).rows;
    await backtest({ source: SOURCE.replace("4h", "8h"), all: true, assumeEffects: true });
    expect((await counts()).rows).toEqual(before);
  });
});
