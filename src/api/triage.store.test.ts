import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelledStream } from "../../test/simulation/labelled-stream.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { seedStream, streamedIncident } from "../../test/support/seed-stream.ts";
import { type ServedApi, servedApi } from "../../test/support/served-api.ts";
import { newId } from "../ids.ts";
import { silentLog } from "../log.ts";
import { moveStage } from "../store/autonomy-ledger.ts";
import { inWorkspace, transaction } from "../store/database.ts";
import { placeHold } from "../store/hold.ts";
import { insertIncidents, reserveNumbers } from "../store/incident-write.ts";
import { newIncidentScoring } from "../triage/score-incidents.ts";

const INCIDENTS = 600;

let served: ServedApi;
let viewer: string;
let engineer: string;
let analyst: string;
const call = (...given: Parameters<ServedApi["api"]["call"]>) => served.api.call(...given);

beforeAll(async () => {
  served = await servedApi(["admin"]);
  viewer = await served.api.store.addToken(["viewer"]);
  engineer = await served.api.store.addToken(["engineer"]);
  analyst = await served.api.store.addToken(["analyst"]);
});
afterAll(() => served.close());

describe("triage", () => {
  it("says how to get a model where there is none, and refuses to learn from too few", async () => {
    expect(await call("GET", "/v1/triage/evaluation", viewer)).toMatchObject({
      status: 404,
      body: { message: expect.stringMatching(/cordon triage train/) },
    });
    expect(await call("POST", "/v1/triage/models", viewer, {})).toMatchObject({ status: 403 });
    expect(await call("POST", "/v1/triage/models", engineer, {})).toMatchObject({
      status: 400,
      body: { code: "triage.too-few", details: { labelled: 0 } },
    });
  });

  it("learns from what people said, leaves held and restricted incidents out, and writes down which it learned from", async () => {
    const { database, workspaceId } = served.api.store;
    const [held, restricted] = await seedStream(served.api.store, labelledStream({ incidents: INCIDENTS, seed: 5 }));
    await transaction(database.system, (client) =>
      placeHold(client, workspaceId, {
        target: { kind: "incident", incidentId: held! },
        ...{ reason: "r", expiresAt: null, by: "system" },
      }),
    );
    await database.system.query(
      "INSERT INTO restrictions (incident_id, workspace_id, readers, reason, by) VALUES ($1, $2, '{person:ada}', 'r', 'person:ada')",
      [restricted, workspaceId],
    );
    const trained = await call("POST", "/v1/triage/models", engineer, { precision: 0.8 });
    expect(trained).toMatchObject({
      status: 201,
      body: { number: 1, inForce: true, training: { incidents: INCIDENTS - 2, heldToo: false } },
    });
    const again = await call("POST", "/v1/triage/models", engineer, { precision: 0.8, heldToo: true });
    expect(again).toMatchObject({ body: { number: 2, training: { incidents: INCIDENTS - 1 } } });
    const { trainingHash } = trained.body as { trainingHash: string };
    expect((again.body as { trainingHash: string }).trainingHash).not.toBe(trainingHash);
    const { body } = await call("GET", "/v1/audit?action=triage-trained", viewer);
    expect(JSON.stringify(body)).toContain(trainingHash);
  });

  it("proposes once for what it is sure of, abstains on what it does not know, is silent where people disagreed, and changes nothing by itself", async () => {
    const { database, workspaceId } = served.api.store;
    const strange = await seedIncident(database, workspaceId, { source: "never-seen" });
    const facts = labelledStream({ incidents: INCIDENTS, seed: 5 }).map((one) => one.facts);
    const fresh = await transaction(database.system, async (client) => {
      const first = await reserveNumbers(client, workspaceId, 100);
      const some = facts.slice(0, 100).map((one, at) => ({
        ...streamedIncident(workspaceId, newId(), first + at, one),
        typeId: at < 50 ? "t" : "silenced",
      }));
      const pair = { incidentType: "silenced", playbook: "triage:2" };
      const silence = { from: "ask", to: "shadow", by: "system", reason: "r", incidents: [] } as const;
      await moveStage(client, workspaceId, pair, silence);
      await insertIncidents(client, some);
      return some.map(({ id }) => id);
    });
    const score = newIncidentScoring(database, silentLog);
    let scored = 0;
    for (let round = 1; round > 0; scored += round) round = await score(new Date());
    expect(scored).toBe(101);
    const { body } = await call("GET", "/v1/proposals?status=open&limit=200", viewer);
    const { items } = body as { items: { id: string; incidentId: string; author: string; reasons: unknown[] }[] };
    expect(items.length).toBeGreaterThan(10);
    const heard = fresh.slice(0, 50);
    expect(items.every(({ author, incidentId }) => author === "triage:2" && heard.includes(incidentId))).toBe(true);
    expect(items[0]!.reasons).toMatchObject([
      { text: expect.stringMatching(/most weight had/), evidence: [items[0]!.incidentId] },
    ]);
    const untouched = await inWorkspace(database, workspaceId, (client) =>
      client.query("SELECT FROM incidents WHERE status = 'new' AND disposition = 'unknown' AND revision = 1"),
    );
    expect(untouched.rowCount).toBe(101);
    expect(await call("GET", `/v1/incidents/${strange.id}/triage`, viewer)).toMatchObject({
      status: 200,
      body: { number: 2, disposition: null, abstains: expect.stringMatching(/seen 0 times/) },
    });
  });

  it("becomes a disposition through a person alone, in that person's name, once; agreement is counted", async () => {
    const { body } = await call("GET", "/v1/proposals?status=open&limit=2", viewer);
    const [one, other] = (body as { items: { id: string; incidentId: string; content: { disposition: string } }[] })
      .items;
    expect(await call("POST", `/v1/proposals/${one!.id}/accept`, viewer, {})).toMatchObject({ status: 403 });
    expect(await call("POST", `/v1/proposals/${one!.id}/accept`, analyst, { revision: 7 })).toMatchObject({
      status: 409,
      body: { code: "api.conflict" },
    });
    expect(await call("POST", `/v1/proposals/${one!.id}/accept`, analyst, { reason: "Seen it." })).toMatchObject({
      status: 200,
      body: { status: "accepted", answeredBy: "token:analyst" },
    });
    expect(await call("GET", `/v1/incidents/${one!.incidentId}`, viewer)).toMatchObject({
      body: {
        disposition: one!.content.disposition,
        dispositionReason: expect.stringMatching(/^Seen it\. \(Proposed by triage:2/),
      },
    });
    expect(await call("POST", `/v1/proposals/${one!.id}/refuse`, analyst, { reason: "r" })).toMatchObject({
      status: 409,
      body: { code: "proposal.answered" },
    });
    await call("POST", `/v1/proposals/${other!.id}/refuse`, analyst, { reason: "No." });
    expect(await call("GET", "/v1/proposals/agreement", viewer)).toMatchObject({
      body: { items: [{ kind: "disposition", author: "triage:2", accepted: 1, refused: 1, rate: 0.5 }] },
    });
  });

  it("is not used once its bytes were altered", async () => {
    const { database, workspaceId } = served.api.store;
    await database.system.query("UPDATE triage_models SET bias = bias + 1 WHERE workspace_id = $1 AND number = 2", [
      workspaceId,
    ]);
    await seedIncident(database, workspaceId);
    expect(await newIncidentScoring(database, silentLog)(new Date())).toBe(0);
    expect(await call("POST", "/v1/triage/models/2/retire", engineer)).toMatchObject({ status: 200 });
    expect(await call("POST", "/v1/triage/models/2/retire", engineer)).toMatchObject({ status: 404 });
    expect(await newIncidentScoring(database, silentLog)(new Date())).toBeGreaterThan(0);
  });
});

describe("cordon triage and cordon proposal", () => {
  it("list, try, draw, explain and answer", async () => {
    const run = (...args: string[]) => runCommand(args, served.env);
    expect((await run("triage", "list")).out).toContain("in force");
    const svg = `${served.folder}/reliability.svg`;
    expect(await run("triage", "eval", "--svg", svg)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/nothing to try model 1 on yet/),
      err: expect.stringMatching(/reliability\.svg/),
    });
    expect((await run("triage", "show", "1")).out).toMatch(/AUC[\s\S]*majority of rule/);
    expect(await run("triage", "show", "99")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no triage model 99/),
    });
    expect((await run("--json", "triage", "explain", "1")).out).toContain('"contributions"');
    const open = JSON.parse((await run("--json", "proposal", "list", "--status", "open")).out) as {
      items: { id: string }[];
    };
    expect(await run("proposal", "show", open.items[0]!.id)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/most weight had/),
    });
    expect(await run("proposal", "accept", open.items[0]!.id)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Accepted/),
    });
    expect((await run("proposal", "agreement")).out).toContain("disposition");
  }, 120_000);
});
