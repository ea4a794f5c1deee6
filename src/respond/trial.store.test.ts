/** A new version beside the one in force, end to end: as a shadow, for a share of the incidents, and for a run that is under way. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { type Running, runCordon } from "../../test/support/running.ts";
import { chooseVersion } from "./choose-version.ts";
import type { PlaybookInForce } from "./content.ts";

let cordon: Running;
let product: TestServer;
const playbook = (steps: string) => `playbook: tried
title: Tried
description: For a test of versions.
maturity: stable
trigger: "true"
default-queue: soc
steps:
${steps}`;
const FIRST = playbook(`  - { id: one, action: http.send, with: { path: /one } }
  - { end: true-positive, reason: Said., status: closed }
`);
const SECOND = playbook(`  - { id: look, action: http.query, with: { path: /look } }
  - { id: two, action: http.send, with: { path: /two } }
  - id: ask
    handoff: soc
    reason: Is it so?
    resume: { sure: { ask: Are you sure?, type: boolean } }
    at-most: 8h
    on-timeout: []
  - { end: benign, reason: Nothing. }
`);
const ASKING = (end: string, asks = "Are you sure?") =>
  playbook(`  - id: ask
    handoff: soc
    reason: Is it so?
    resume: { sure: { ask: "${asks}", type: boolean } }
    at-most: 8h
  - { end: ${end}, reason: "sure {{ steps.ask.sure }}" }
`);

beforeAll(async () => {
  product = await startTestServer((_request, response) => void response.end("{}"));
  cordon = await runCordon();
  await cordon.addSource("sensor", "suricata");
  await cordon.addWebhook("product", product.url);
  await cordon.mapEverythingTo("tried", FIRST);
});
afterAll(async () => {
  await cordon?.stop();
  await product?.close();
});

let flow = 0;
interface Run {
  incident: string;
  number: number;
  run: string;
  version: number;
}
/** Delivers an alert of an incident of its own; answers the run that responds when it has come to one of the statuses. */
async function alert(...statuses: string[]): Promise<Run> {
  flow += 1;
  await cordon.call("POST", "/v1/ingest/sensor", {
    ...{ timestamp: "2026-11-01T10:00:00.000000+0000", flow_id: flow, event_type: "alert", proto: "TCP" },
    ...{ src_ip: "203.0.113.9", src_port: 4444, dest_ip: `10.0.0.${flow}`, dest_port: 22 },
    alert: { gid: 1, signature_id: flow, rev: 1, signature: `x${flow}`, category: "Misc Attack", severity: 1 },
  });
  return until(async () => {
    const found = await cordon.database.system.query<Run>(
      `SELECT i.id AS incident, i.number::int, r.id AS run, v.number AS version FROM incidents i JOIN runs r ON r.subject_id = i.id
       JOIN playbook_versions v ON v.id = r.program_id WHERE NOT r.shadow AND i.title = $1 AND r.status = ANY ($2)`,
      [`x${flow}`, statuses],
    );
    return found.rows[0];
  });
}
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("It did not come to that.");
}
const submit = async (source: string) =>
  (await cordon.call<{ number: number }>("POST", "/v1/playbooks/submit", { source, file: "tried/playbook.yaml" }))
    .number;
const promote = (version: number, share: unknown) =>
  cordon.call("POST", "/v1/playbooks/tried/promote", { version, share });
const rollback = () => cordon.call("POST", "/v1/playbooks/tried/rollback", { reason: "A test." });
const paths = () => product.seen.map(({ path }) => path);

interface Shadows {
  items: {
    id: string;
    incidentNumber: number;
    difference: string;
    shadow: { lines: { kind: string; what: string; details: object }[] };
    real: object;
  }[];
}

describe("a shadow", () => {
  test("reads what is there, writes down what it would have done, and leaves the world and the incident alone", async () => {
    await promote(await submit(SECOND), "shadow");
    const incident = await alert("done");
    const shadow = await until(async () => {
      const { items } = await cordon.call<Shadows>("GET", "/v1/playbooks/tried/shadows?version=2");
      return items.find(({ difference }) => difference !== "open");
    });
    expect(paths()).toEqual(expect.arrayContaining(["/one", "/look"]));
    expect(paths()).not.toContain("/two");
    expect(shadow).toMatchObject({
      incidentNumber: incident.number,
      difference: "outcome",
      shadow: { version: 2, outcome: "benign", effects: [{ capability: "http.send", decision: "allow" }] },
      real: { version: 1, outcome: "true-positive", effects: [{ capability: "http.send", decision: "allow" }] },
    });
    expect(shadow.shadow.lines.map(({ kind, what }) => [kind, what])).toEqual([
      ["effect", expect.stringContaining("/two")],
      ["question", "Ask soc: Is it so?"],
      ["ending", "Nothing."],
    ]);
    const after = await cordon.call("GET", `/v1/incidents/${incident.incident}`);
    expect(after).toMatchObject({ status: "closed", disposition: "true-positive" });
    expect(await cordon.call("GET", "/v1/forms")).toMatchObject({ items: [] });
    const effects = await cordon.database.system.query("SELECT 1 FROM effects WHERE run_id = $1", [shadow.id]);
    expect(effects.rowCount).toBe(0);
  });

  test("is no run that responds: not in their list, not counted, and never started over", async () => {
    const { items } = await cordon.call<{ items: { shadow: boolean }[] }>("GET", "/v1/runs");
    expect(items.map(({ shadow }) => shadow)).toEqual([false]);
    const shadows = await cordon.call<{ items: { id: string }[] }>("GET", "/v1/runs?shadow=true");
    const { id } = shadows.items[0]!;
    await cordon.database.system.query("UPDATE runs SET status = 'failed' WHERE id = $1", [id]);
    expect(await cordon.call("POST", `/v1/runs/${id}/resume`, undefined, 409)).toMatchObject({ code: "api.conflict" });
    expect(await cordon.call("POST", `/v1/runs/${id}/move`, { version: 1, reason: "r" }, 409)).toMatchObject({
      code: "run.not-movable",
    });
  });
});

/** Answers the question of a run, and gives the run when it is done. */
async function answered(run: string): Promise<unknown> {
  const { items } = await cordon.call<{ items: { id: string; runId: string }[] }>("GET", "/v1/forms?status=pending");
  const form = items.find(({ runId }) => runId === run);
  await cordon.call("POST", `/v1/forms/${form?.id}/answer`, { answers: { sure: true } });
  return until(async () => {
    const one = await cordon.call<{ status: string }>("GET", `/v1/runs/${run}`);
    return one.status === "done" ? one : undefined;
  });
}

test("a share is given by the incident's id, ends with one command, and runs under way finish on their version", async () => {
  await rollback();
  const tried = await submit(ASKING("benign"));
  await promote(tried, 50);
  const share = { versionId: "", number: 1, trial: { number: tried, share: 50 } } as unknown as PlaybookInForce;
  const seen = new Map<number, string>();
  for (let tries = 0; tries < 40 && seen.size < 2; tries += 1) {
    const one = await alert("done", "waiting");
    expect(one.version).toBe(chooseVersion(share, one.incident).number);
    seen.set(one.version, one.run);
  }
  expect([...seen.keys()].sort()).toEqual([1, tried]);
  await rollback();
  for (let more = 0; more < 4; more += 1) expect((await alert("done")).version).toBe(1);
  expect(await answered(seen.get(tried)!)).toMatchObject({ playbookVersion: tried, outcome: "benign" });
});

test("a run under way is moved where it waits at the same step, and nowhere else", async () => {
  const apply = async (source: string) =>
    (await cordon.call<{ number: number }>("POST", "/v1/playbooks", { source, file: "tried/playbook.yaml" })).number;
  const from = await apply(ASKING("benign"));
  const { run } = await alert("waiting");
  const move = (version: number, status?: number) =>
    cordon.call("POST", `/v1/runs/${run}/move`, { version, reason: "It ends better." }, status);
  const draft = await submit(ASKING("suspicious"));
  expect(await move(draft, 409)).toMatchObject({ code: "run.not-movable", message: expect.stringContaining("draft") });
  const other = await apply(ASKING("test", "Are you very sure?"));
  expect(await move(other, 409)).toMatchObject({ message: expect.stringContaining("(ask) is another") });
  const better = await apply(ASKING("test"));
  expect(await move(better)).toMatchObject({ playbookVersion: better, status: "waiting" });
  expect(await answered(run)).toMatchObject({ playbookVersion: better, outcome: "test" });
  expect(await move(from, 409)).toMatchObject({ message: expect.stringContaining("it is done") });
  const audit = await cordon.database.system.query("SELECT details FROM audit WHERE action = 'run-moved'");
  expect(audit.rows).toEqual([{ details: { from, to: better, reason: "It ends better." } }]);
});
