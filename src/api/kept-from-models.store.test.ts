import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelledStream } from "../../test/simulation/labelled-stream.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { seedStream } from "../../test/support/seed-stream.ts";
import { type ServedApi, servedApi } from "../../test/support/served-api.ts";
import { silentLog } from "../log.ts";
import { applyTaxonomy } from "../store/content.ts";
import { transaction } from "../store/database.ts";
import { addProposal } from "../store/proposal.ts";
import { restrictIncident } from "../store/restriction.ts";
import { loadTaxonomy } from "../taxonomy/load.ts";
import { succeedModels } from "../triage/succeed.ts";

const INCIDENTS = 300;
const TYPES = ["fraud/phishing", "fraud/masquerade", "intrusions/unprivileged-account-compromise"];

let served: ServedApi;
let engineer: string;
let incidents: string[];
const call = (...given: Parameters<ServedApi["api"]["call"]>) => served.api.call(...given);
const run = (...args: string[]) => runCommand(args, served.env);

beforeAll(async () => {
  served = await servedApi(["admin"]);
  const { store } = served.api;
  engineer = await store.addToken(["engineer"]);
  const { taxonomy } = await loadTaxonomy(new URL("../../taxonomy", import.meta.url).pathname);
  await transaction(store.database.system, (client) =>
    applyTaxonomy(client, store.workspaceId, { hash: "h", content: taxonomy, by: "system" }),
  );
  const stream = labelledStream({ incidents: INCIDENTS, seed: 5 });
  incidents = await seedStream(store, stream, (at) => TYPES[at % TYPES.length]!);
});
afterAll(() => served.close());

/** Learned from with everything that is kept away left out. */
async function learnedFrom(): Promise<number> {
  const { status, body } = await call("POST", "/v1/triage/models", engineer, { precision: 0.8 });
  expect(status).toBe(201);
  return (body as { training: { incidents: number } }).training.incidents;
}

async function newestModel(): Promise<{ number: number }> {
  const { body } = await call("GET", "/v1/triage/models", engineer);
  return (body as { items: { number: number }[] }).items[0]!;
}

async function keep(...args: string[]): Promise<string> {
  const kept = await run("--json", "triage", "keep-out", ...args, "--reason", "A drill.");
  expect(kept).toMatchObject({ code: 0, err: "" });
  return (JSON.parse(kept.out) as { id: string }).id;
}

describe("what an admin keeps from models", () => {
  it("is not learned from: an incident, a type, a class of types, or a time; until models may see it again", async () => {
    const one = await keep("--incident", incidents[0]!);
    expect(await learnedFrom()).toBe(INCIDENTS - 1);
    const type = await keep("--type", "fraud/phishing");
    expect(await learnedFrom()).toBe((INCIDENTS / 3) * 2);
    const whole = await keep("--type", "fraud");
    expect(await learnedFrom()).toBe(INCIDENTS / 3);
    for (const id of [one, type, whole])
      expect(await run("triage", "let-in", id, "--reason", "Over.")).toMatchObject({ code: 0 });
    const later = await keep("--from", "2020-01-01T00:00:00Z", "--to", "2020-02-01T00:00:00Z");
    expect(await learnedFrom()).toBe(INCIDENTS);
    await keep("--from", "2020-01-01T00:00:00Z", "--to", "2999-01-01T00:00:00Z");
    expect(await call("POST", "/v1/triage/models", engineer, {})).toMatchObject({ body: { code: "triage.too-few" } });
    expect((await run("triage", "kept-out")).out).toContain(later);
    expect((await run("triage", "kept-out")).out).not.toContain(whole);
    expect((await run("triage", "kept-out", "--all")).out).toContain(whole);
  }, 120_000);

  it("stops the models that learned from it at once, takes back what they propose, and another is made of what is left", async () => {
    const { store } = served.api;
    await store.database.system.query("UPDATE kept_from_models SET ended_at = now() WHERE ended_at IS NULL");
    expect(await learnedFrom()).toBe(INCIDENTS);
    const { number } = await newestModel();
    const proposal = { kind: "disposition", disposition: "benign" } as const;
    await transaction(store.database.system, (client) =>
      addProposal(client, store.workspaceId, {
        ...{ incidentId: incidents[9]!, content: proposal, reasons: [], author: `triage:${number}`, by: "system" },
      }),
    );
    const kept = await run("triage", "keep-out", "--incident", incidents[3]!, "--reason", "A drill.");
    expect(kept.out).toMatch(/has learned from it and proposes nothing any more; another is made/);
    expect(await newestModel()).toMatchObject({
      inForce: false,
      successor: "wanted",
      retiredReason: expect.stringMatching(/kept from models/),
    });
    expect((await run("triage", "list")).out).toMatch(/retired, another is made/);
    expect(await call("GET", `/v1/incidents/${incidents[9]}/triage`, engineer)).toMatchObject({
      status: 200,
      body: { number: null, abstains: expect.stringMatching(/another is made of what is left/) },
    });
    expect((await run("triage", "explain", incidents[9]!)).out).toMatch(/no triage model in force; another is made/);
    expect(await call("GET", `/v1/incidents/${incidents[9]}/triage?model=99`, engineer)).toMatchObject({ status: 404 });
    const { body } = await call("GET", "/v1/proposals?status=withdrawn", engineer);
    expect(body).toMatchObject({ items: [{ author: `triage:${number}`, answeredBy: "system" }] });
    const now = new Date();
    const asked = await Promise.all([1, 2, 3].map(() => succeedModels(store.database, silentLog, now)));
    expect(asked.reduce((sum, count) => sum + count)).toBe(1);
    const made = { number: number + 1, inForce: true, createdBy: "system", training: { incidents: INCIDENTS - 1 } };
    expect(await newestModel()).toMatchObject(made);
    expect(await succeedModels(store.database, silentLog, now)).toBe(0);
    const { body: audit } = await call("GET", "/v1/audit?action=triage-retired", engineer);
    expect(JSON.stringify(audit)).toContain('"withdrawn":1');
  }, 120_000);

  it("leaves a model alone that has not learned from it, and falls silent where too little is left", async () => {
    const { store } = served.api;
    const { number } = await newestModel();
    await keep("--incident", incidents[3]!);
    expect(await newestModel()).toMatchObject({ number, inForce: true });
    await keep("--from", "2020-01-01T00:00:00Z", "--to", "2999-01-01T00:00:00Z");
    expect(await succeedModels(store.database, silentLog, new Date())).toBe(1);
    expect(await newestModel()).toMatchObject({ number, inForce: false, successor: "too-few" });
    expect(await succeedModels(store.database, silentLog, new Date())).toBe(0);
    expect((await run("triage", "eval")).err).toMatch(/too little was left to learn from/);
  }, 60_000);

  it("is what only some may know of, too", async () => {
    const { store } = served.api;
    await store.database.system.query("UPDATE kept_from_models SET ended_at = now() WHERE ended_at IS NULL");
    await learnedFrom();
    await transaction(store.database.system, (client) =>
      restrictIncident(client, store.workspaceId, incidents[7]!, {
        ...{ readers: ["role:admin"], reason: "r", by: "person:ada" },
      }),
    );
    expect(await newestModel()).toMatchObject({
      inForce: false,
      successor: "wanted",
      retiredReason: expect.stringMatching(/only some/),
    });
    await succeedModels(store.database, silentLog, new Date());
    expect(await newestModel()).toMatchObject({ inForce: true, training: { incidents: INCIDENTS - 1 } });
  }, 60_000);

  it("is an admin's to say, once, with the one thing that is meant, and is in the audit record", async () => {
    const body = { target: { kind: "type", typeId: "fraud" }, reason: "r" };
    expect(await call("POST", "/v1/kept-from-models", engineer, body)).toMatchObject({ status: 403 });
    expect(await run("triage", "keep-out", "--reason", "r")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/Name one thing/),
    });
    expect(await run("triage", "keep-out", "--type", "fraud/phising", "--reason", "r")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/fraud\/phishing/),
    });
    expect(await run("triage", "keep-out", "--incident", "99999", "--reason", "r")).toMatchObject({ code: 2 });
    const id = await keep("--incident", incidents[1]!);
    expect(await run("triage", "let-in", id, "--reason", "r")).toMatchObject({ code: 0 });
    expect(await run("triage", "let-in", id, "--reason", "r")).toMatchObject({ code: 2 });
    const { body: audit } = await call("GET", "/v1/audit?action=kept-from-models", engineer);
    expect(JSON.stringify(audit)).toContain(incidents[1]);
  });

  it("is in no prompt where it says so; other incidents are", async () => {
    await served.api.store.database.system.query(
      `INSERT INTO model_settings (workspace_id, settings, changed_by) VALUES ($1, '{"provider":"openai-compatible","model":"m","baseUrl":"http://127.0.0.1:9/v1"}', 'system')`,
      [served.api.store.workspaceId],
    );
    const analyst = await served.api.store.addToken(["analyst"]);
    const ask = (incident: string) => call("POST", `/v1/incidents/${incident}/proposals`, analyst, { kind: "summary" });
    const [shown, hidden] = incidents.slice(2) as [string, string];
    await keep("--incident", shown);
    await keep("--incident", hidden, "--prompts");
    expect(await ask(hidden)).toMatchObject({
      status: 403,
      body: { code: "model.not-shown", message: expect.stringMatching(/an admin keeps it/) },
    });
    // Nothing listens there, so it was on its way.
    expect((await ask(shown)).body).not.toMatchObject({ code: "model.not-shown" });
  });
});
