import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../test/support/command-line.ts";
import { type ModelServer, modelServer } from "../../test/support/model-server.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { type ServedApi, servedApi } from "../../test/support/served-api.ts";
import { draftPlaybook } from "../playbook/draft.ts";
import { moveStage } from "../store/autonomy-ledger.ts";
import { transaction } from "../store/database.ts";
import { addComment } from "../store/incident-edit.ts";

const CANARY = "canary-key-7f3e9d";

let served: ServedApi;
let model: ModelServer;
let admin: string;
let analyst: string;
let incident: { id: string; number: number };
const call = (...given: Parameters<ServedApi["api"]["call"]>) => served.api.call(...given);
const ask = (kind: string, of = incident.number) => call("POST", `/v1/incidents/${of}/proposals`, analyst, { kind });

beforeAll(async () => {
  [served, model] = await Promise.all([servedApi(["admin"]), modelServer()]);
  admin = await served.api.store.addToken(["admin"], { name: "boss" });
  analyst = await served.api.store.addToken(["analyst"]);
  incident = await seedIncident(served.api.store.database, served.api.store.workspaceId);
});
afterAll(async () => {
  await served.close();
  await model.close();
});

function setModel(limits: object = {}, more: object = {}): Promise<{ status: number }> {
  const settings = { provider: "openai-compatible", model: "scripted", baseUrl: model.url, limits, ...more };
  return call("PUT", "/v1/model", admin, { settings, secrets: { apiKey: CANARY } });
}

const lastCall = async () => {
  const { body } = await call("GET", "/v1/model/calls?limit=1", analyst);
  return (body as { items: Record<string, unknown>[] }).items[0]!;
};
const proposals = async () => {
  const { body } = await call("GET", "/v1/proposals?limit=200", analyst);
  return (body as { items: { id: string }[] }).items.length;
};

describe("without a model", () => {
  it("says how to set one, and everything else works", async () => {
    expect(await ask("summary")).toMatchObject({
      status: 400,
      body: { code: "ai.not-configured", message: expect.stringMatching(/cordon model set/) },
    });
    expect(await call("GET", "/v1/model", analyst)).toMatchObject({ status: 200, body: { settings: null } });
    expect(await call("PUT", "/v1/model", analyst, {})).toMatchObject({ status: 403 });
  });

  it("takes no model that lacks what its provider needs", async () => {
    const settings = { provider: "bedrock", model: "m" };
    expect(await call("PUT", "/v1/model", admin, { settings })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/region/) },
    });
  });
});

describe("a model", () => {
  beforeAll(() => setModel());
  beforeEach(() => model.script({ say: { declined: "not scripted" } }));

  it("shows the names of its secrets, and never their values", async () => {
    const { body } = await call("GET", "/v1/model", analyst);
    expect(body).toMatchObject({ secretNames: ["apiKey"] });
    const kept = await served.api.store.database.system.query("SELECT * FROM model_settings");
    expect(JSON.stringify([body, kept.rows])).not.toContain(CANARY);
  });

  it("proposes a disposition that cites the incident; it is metered, and nothing but a proposal", async () => {
    model.script({
      say: { disposition: "benign", reasons: [{ text: "A known scanner.", evidence: [incident.id] }] },
    });
    expect(await ask("disposition")).toMatchObject({
      status: 201,
      body: {
        kind: "disposition",
        status: "open",
        author: "model:scripted",
        by: "token:analyst",
        incident: incident.number,
      },
    });
    expect(await lastCall()).toMatchObject({
      outcome: "answered",
      inputTokens: 100,
      outputTokens: 20,
      kind: "disposition",
    });
    expect(await call("GET", `/v1/incidents/${incident.number}`, analyst)).toMatchObject({
      body: { disposition: "unknown" },
    });
    const { body } = await call("GET", "/metrics", analyst);
    expect(body).toContain('cordon_model_tokens_day{kind="disposition",outcome="answered"} 120');
  });

  it("proposes a summary and next steps, which a person makes a comment", async () => {
    model.script({ say: 'Here it is:\n```json\n{"text": "Ada signed in twice.", "evidence": []}\n```' });
    const { body } = await ask("summary");
    await call("POST", `/v1/proposals/${(body as { id: string }).id}/accept`, analyst, {});
    expect(await call("GET", `/v1/incidents/${incident.number}`, analyst)).toMatchObject({
      body: {
        comments: [
          {
            author: "token:analyst",
            body: expect.stringMatching(/Ada signed in twice\.\n\nProposed by model:scripted\./),
          },
        ],
      },
    });
    model.script({ say: { steps: ["Ask Ada."] } });
    expect(await ask("next-steps")).toMatchObject({ status: 201, body: { content: { steps: ["Ask Ada."] } } });
  });

  it("is asked for no disposition of a type that people disagreed with it about, and for everything else", async () => {
    const { database, workspaceId } = served.api.store;
    const pair = { incidentType: "intrusions/privileged-account-compromise", playbook: "model:scripted" };
    const move = { by: "system", reason: "r", incidents: [] };
    await transaction(database.system, (client) =>
      moveStage(client, workspaceId, pair, { from: "ask", to: "shadow", ...move }),
    );
    const before = model.asked.length;
    const refused = { code: "proposal.silent", message: /cordon autonomy show model:scripted intrusions/ };
    expect(await ask("disposition")).toMatchObject({ body: refused });
    expect(model.asked.length).toBe(before);
    model.script({ say: { text: "Ada signed in twice.", evidence: [] } });
    expect(await ask("summary")).toMatchObject({ status: 201 });
    const promotion = { ...pair, reason: "Tried again." };
    await call("PUT", "/v1/autonomy/settings", admin, { secondPerson: false });
    expect(await call("POST", "/v1/autonomy/promote", admin, promotion)).toMatchObject({ body: { stage: "ask" } });
    expect(await call("POST", "/v1/autonomy/promote", admin, promotion)).toMatchObject({
      body: { code: "autonomy.not-earned", message: expect.stringMatching(/only ever proposes/) },
    });
  });

  it("proposes a filter that compiles, or none", async () => {
    const body = { kind: "filter", question: "grave ones of the last week" };
    model.script({ say: { filter: 'severity >= "high" && openedAt > now - 7d' } });
    expect(await call("POST", "/v1/proposals", analyst, body)).toMatchObject({ status: 201, body: { kind: "filter" } });
    expect(model.asked.at(-1)!.instructions).toContain("initialDisposition");
    model.script({ say: { filter: "severty >= 3" } });
    expect(await call("POST", "/v1/proposals", analyst, body)).toMatchObject({
      status: 403,
      body: {
        code: "ai.not-valid",
        message: expect.stringMatching(/^What the model proposed would not do.*"severty"/),
        details: { fault: expect.stringMatching(/^expression/) },
      },
    });
    expect(await lastCall()).toMatchObject({ outcome: "not-valid" });
  });

  it("proposes a playbook that passes the checker; it gets one chance to mend what the checker found", async () => {
    const sound = draftPlaybook("lost-phone", null).files["playbook.yaml"]!;
    const body = { kind: "playbook", name: "lost-phone", runbook: "1. Ask the owner.\n\n2. Lock the phone." };
    const drafts = ["playbook: 3\n", sound];
    model.script(() => ({ say: { source: drafts.shift() ?? "" } }));
    expect(await call("POST", "/v1/proposals", analyst, body)).toMatchObject({
      status: 201,
      body: { content: { source: sound } },
    });
    expect(model.asked.at(-1)!.instructions).toMatch(/had these faults[\s\S]*lost-phone\.yaml:1/);
    model.script({ say: { source: "playbook: 3\n" } });
    const before = await proposals();
    expect(await call("POST", "/v1/proposals", analyst, body)).toMatchObject({
      status: 403,
      body: { code: "ai.not-valid", details: { fault: "api.not-valid" } },
    });
    expect(await proposals()).toBe(before);
  });
});

describe("what no model should say", () => {
  beforeAll(() => setModel({ timeoutMs: 1_000 }));
  const cases = [
    ["no JSON", { say: "Certainly! It is benign." }, "ai.bad-answer", "bad-answer"],
    ["broken JSON", { say: '{"disposition": "benign", ' }, "ai.bad-answer", "bad-answer"],
    ["another schema", { say: { verdict: "benign" } }, "ai.bad-answer", "bad-answer"],
    ["no such disposition", { say: { disposition: "harmless", reasons: [] } }, "ai.bad-answer", "bad-answer"],
    [
      "no evidence",
      { say: { disposition: "benign", reasons: [{ text: "So.", evidence: [] }] } },
      "ai.bad-answer",
      "bad-answer",
    ],
    [
      "more than was asked",
      { say: { disposition: "benign", reasons: [], run: "isolate" } },
      "ai.bad-answer",
      "bad-answer",
    ],
    ["nesting without end", { say: `{"a":${"[".repeat(5_000)}` }, "ai.bad-answer", "bad-answer"],
    ["a tool call", { callsTool: "isolate" }, "ai.bad-answer", "bad-answer"],
    ["an answer that was cut off", { say: '{"dis', finish: "length" }, "ai.bad-answer", "bad-answer"],
    ["no completion at all", { raw: '{"hello": 1}' }, "ai.bad-answer", "bad-answer"],
    ["something that is no JSON", { raw: "<html>" }, "ai.bad-answer", "bad-answer"],
    ["that it declines", { say: { declined: "I would rather not." } }, "ai.declined", "declined"],
    ["the filter's word", { say: "", finish: "content_filter" }, "ai.declined", "declined"],
    ["401", { status: 401 }, "ai.not-authorized", "not-authorized"],
    ["404", { status: 404 }, "ai.refused", "not-authorized"],
    ["429", { status: 429 }, "ai.unavailable", "unavailable"],
    ["500", { status: 500 }, "ai.unavailable", "unavailable"],
    [
      "503 with the key in its words",
      { status: 503, text: `{"error":{"message":"${CANARY}"}}` },
      "ai.unavailable",
      "unavailable",
    ],
    ["nothing for too long", { slow: 20_000 }, "ai.unavailable", "unavailable"],
    ["byte by byte without end", { dripping: true }, "ai.unavailable", "unavailable"],
    ["more than is read", { oversized: 3_000_000 }, "connector.bad-answer", "unavailable"],
  ] as const;

  it.each(cases)("%s: refused by its name, written down, nothing kept", async (_name, saying, code, outcome) => {
    model.script(saying);
    const before = await proposals();
    const answer = await ask("disposition");
    expect(answer.body).toMatchObject({ code });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(504);
    expect(JSON.stringify(answer.body)).not.toContain(CANARY);
    expect(await lastCall()).toMatchObject({ outcome });
    expect(await proposals()).toBe(before);
  });

  it("evidence that is not the incident's: refused", async () => {
    const other = await seedIncident(served.api.store.database, served.api.store.workspaceId);
    model.script({ say: { disposition: "benign", reasons: [{ text: "So.", evidence: [other.id] }] } });
    expect(await ask("disposition")).toMatchObject({
      status: 403,
      body: { code: "ai.not-valid", details: { fault: "proposal.unknown-evidence" } },
    });
    expect(await lastCall()).toMatchObject({ outcome: "not-valid" });
  });
});

describe("limits", () => {
  const answered = { say: { steps: ["Look."] } };
  const today = () => served.api.store.database.system.query("DELETE FROM model_calls");

  it("of calls a day hold also for calls at the same time", async () => {
    await today();
    await setModel({ callsPerDay: 3 });
    model.script(answered);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask("next-steps")));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({
      status: 403,
      body: { code: "ai.over-limit" },
    });
  });

  it("of cost a day hold before the call is made", async () => {
    await today();
    const asked = model.asked.length;
    await setModel({ costPerDay: 0.001, outputTokens: 1_000 }, { prices: { input: 1, output: 10 } });
    expect(await ask("next-steps")).toMatchObject({ status: 403, body: { details: { limit: "cost" } } });
    expect(model.asked).toHaveLength(asked);
    expect(await lastCall()).toMatchObject({ outcome: "over-limit", cost: 0 });
  });

  it("of a prompt's length cut the data off, and it is said", async () => {
    await setModel({ inputCharacters: 1_000 });
    model.script(answered);
    await ask("next-steps");
    const { data } = model.asked.at(-1)!;
    expect(data.length).toBeLessThan(1_200);
    expect(data).toContain("more was left out");
  });

  it("of addresses are the connectors': what the guard does not allow is not called", async () => {
    await setModel({}, { baseUrl: "http://169.254.169.254/v1" });
    expect(await ask("next-steps")).toMatchObject({ status: 403, body: { code: "connector.egress-refused" } });
  });
});

describe("cordon model and cordon propose", () => {
  it("set, ask, show and remove", async () => {
    const run = (args: string[], input = "") => runCommand(args, served.env, input);
    const to = ["--provider", "openai-compatible", "--base-url", model.url, "--model", "scripted", "--key", "-"];
    expect(await run(["model", "set", ...to], CANARY)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/scripted/),
    });
    model.script({ say: { text: "Nothing much.", evidence: [] } });
    expect(await run(["propose", "summary", String(incident.number)])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Nothing much/),
    });
    expect(model.asked.at(-1)!.headers.authorization).toBe(`Bearer ${CANARY}`);
    expect((await run(["model", "calls"])).out).toContain("answered");
    expect(await run(["model", "remove"])).toMatchObject({ code: 0 });
    expect(await run(["propose", "summary", "1"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cordon model set/),
    });
  }, 120_000);
});

describe("secrets", () => {
  it("of the model and of anybody's making never enter a prompt", async () => {
    await served.api.store.database.system.query("DELETE FROM model_calls");
    await setModel();
    const { database, workspaceId } = served.api.store;
    const planted = await seedIncident(database, workspaceId, { title: `key ${CANARY} ${encodeURIComponent(CANARY)}` });
    const body = `${CANARY.split("").join("\u200b")} password=hunter2hunter2 AKIAIOSFODNN7EXAMPLE ${Buffer.from(CANARY).toString("base64")}`;
    await transaction(database.system, (client) => addComment(client, workspaceId, planted.id, { author: "a", body }));
    model.script({ say: { steps: ["Look."] } });
    expect(await ask("next-steps", planted.number)).toMatchObject({ status: 201 });
    const { body: sent } = model.asked.at(-1)!;
    for (const secret of [CANARY, "hunter2", "AKIAIOSFODNN7EXAMPLE", Buffer.from(CANARY).toString("base64")])
      expect(sent).not.toContain(secret);
    expect(sent).toContain("[redacted]");
  });
});
