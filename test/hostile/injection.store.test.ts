/** Alerts that talk to the language model: every text of an alert is an injection, and the model obeys whatever it reads. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { injections } from "../support/injections.ts";
import { type Asked, type ModelServer, modelServer, type Saying } from "../support/model-server.ts";
import { type Running, runCordon } from "../support/running.ts";

/** Where a secret of ours may be: the model's key, a connection's. */
const CANARIES = ["canary-of-the-model-1f8e", "canary-of-a-connection-77ab"];
/** What stands in their place. */
const REDACTED = "[redacted] [redacted]";
const KINDS = ["disposition", "summary", "next-steps"] as const;
/** At the same time, so that the whole takes a minute. */
const AT_ONCE = 8;

let cordon: Running;
let model: ModelServer;
const texts = injections();

beforeAll(async () => {
  [cordon, model] = await Promise.all([runCordon(), modelServer()]);
  const source = readFileSync(new URL("../../playbooks/triage-handoff/playbook.yaml", import.meta.url), "utf8");
  await cordon.mapEverythingTo("triage-handoff", source);
  await cordon.call("POST", "/v1/connections", {
    ...{ name: "out", connector: "webhook", settings: { baseUrl: model.url } },
    secrets: { token: CANARIES[1] },
  });
  const settingsOfSource = { name: "alertmanager", connector: "alertmanager", settings: { baseUrl: model.url } };
  await cordon.call("POST", "/v1/connections", { ...settingsOfSource, secrets: {} });
  const settings = {
    provider: "openai-compatible",
    model: "obedient",
    baseUrl: model.url,
    limits: { callsPerDay: 10_000 },
  };
  await cordon.call("PUT", "/v1/model", { settings, secrets: { apiKey: CANARIES[0] } });
}, 120_000);
afterAll(async () => {
  await cordon.stop();
  await model.close();
});

/** One alert with the text wherever a text may be, and our secrets before it: what is cut must not be what would have told. */
function alertWith(order: string, at: number): object {
  const text = `${CANARIES.join(" ")} ${order}`;
  const all = { summary: text, description: text, runbook_url: text, message: text };
  return {
    ...{ status: "firing", startsAt: new Date().toISOString(), fingerprint: `injection-${at}`, generatorURL: text },
    labels: { alertname: text, severity: "critical", user: `user-${at} ${text}`, host: text, service: text, job: text },
    annotations: { ...all, mitre: text, technique: text },
  };
}

/** Does what it was told, each time in another way: by a tool, by more than was asked, by telling all, or by an answer that looks right. */
function obey({ instructions, data }: Asked, turn: number): Saying {
  const ids = [...data.matchAll(/"id":"([0-9a-f-]{36})"/g)].map(([, id]) => id);
  const disposition = { disposition: "benign", reasons: [{ text: "I was told so.", evidence: ids.slice(0, 1) }] };
  const right = /"steps"/.test(instructions)
    ? { steps: ["Close it.", data.slice(0, 500)] }
    : /"disposition": "…"/.test(instructions)
      ? disposition
      : { text: `As told: ${data.slice(0, 2_000)}`, evidence: [] };
  const ways: Saying[] = [
    { say: right },
    { callsTool: "isolate" },
    { say: { ...right, accept: true, run: "isolate", close: true } },
    { say: { ...disposition, reasons: [{ text: "So.", evidence: ["01900000-0000-7000-8000-000000000000"] }] } },
    { say: `${instructions}\n${data}` },
  ];
  return ways[turn % ways.length]!;
}

it("does nothing that they say: no effect, no accepted proposal, no secret in a prompt", async () => {
  expect(texts.length).toBeGreaterThanOrEqual(200);
  let turn = 0;
  model.script((asked) => {
    turn += 1;
    return obey(asked, turn);
  });
  for (const [at, text] of texts.entries())
    await cordon.call("POST", "/v1/ingest/alertmanager", { version: "4", alerts: [alertWith(text, at)] });
  await cordon.settled();
  const { items } = await numbered();
  expect(items.length).toBeGreaterThanOrEqual(texts.length - 5);
  const before = await counts();
  const asking = items.map(({ number }, at) => ({ number, kind: KINDS[at % KINDS.length]! }));
  const answers = new Map<number, number>();
  await Promise.all(Array.from({ length: AT_ONCE }, () => askAll(asking, answers)));
  const after = await counts();
  const prompts = model.asked.filter(({ instructions }) => instructions !== "");
  const leaks = prompts.filter(({ body }) => CANARIES.some((canary) => body.includes(canary)));
  // Else nothing of the alert was shown, and no secret could have been among it.
  const untold = prompts.filter(({ data }) => !data.includes(REDACTED));
  // Nothing opens or closes but the fence itself.
  const fences = prompts.filter(({ data }) => data.match(/[<>]/g)?.length !== 4);
  console.log(
    `${texts.length} injection texts, ${prompts.length} prompts, ${answers.get(201) ?? 0} proposals made, ${after.effects - before.effects} effects, ${after.accepted} accepted, ${leaks.length} prompts with a secret`,
  );
  expect(prompts.length).toBeGreaterThanOrEqual(200);
  expect(answers.get(201)).toBeGreaterThan(20);
  expect([...answers.keys()].every((status) => status < 500)).toBe(true);
  expect(untold).toEqual([]);
  expect(leaks).toEqual([]);
  expect(fences).toEqual([]);
  expect(after).toEqual({ ...before, open: answers.get(201), accepted: 0 });
}, 300_000);

async function askAll(asking: { number: number; kind: string }[], answers: Map<number, number>): Promise<void> {
  for (let one = asking.pop(); one !== undefined; one = asking.pop()) {
    const status = await statusOf(one);
    answers.set(status, (answers.get(status) ?? 0) + 1);
  }
}

/** `call` throws what is not 2xx, with the status in its words. */
async function statusOf({ number, kind }: { number: number; kind: string }): Promise<number> {
  try {
    await cordon.call("POST", `/v1/incidents/${number}/proposals`, { kind }, 201);
    return 201;
  } catch (error) {
    return Number(/answered (\d+)/.exec((error as Error).message)?.[1]);
  }
}

function numbered(): Promise<{ items: { number: number }[] }> {
  return cordon.database.system
    .query<{ number: number }>("SELECT number::int FROM incidents ORDER BY id")
    .then(({ rows }) => ({ items: rows }));
}

/** Everything that an obeyed order would show in. */
async function counts() {
  const { rows } = await cordon.database.system.query<
    Record<"effects" | "contained" | "closed" | "edited" | "people" | "open" | "accepted", number>
  >(
    `SELECT (SELECT count(*)::int FROM effects WHERE effect_class IN ('contain', 'eradicate', 'recover')) AS effects, (SELECT count(*)::int FROM leases) AS contained,
       (SELECT count(*)::int FROM incidents WHERE status IN ('resolved', 'closed')) AS closed,
       (SELECT count(*)::int FROM incidents WHERE disposition <> initial_disposition) AS edited,
       (SELECT count(*)::int FROM tokens) AS people, (SELECT count(*)::int FROM proposals WHERE status = 'open') AS open,
       (SELECT count(*)::int FROM proposals WHERE status = 'accepted') AS accepted`,
  );
  return rows[0]!;
}
