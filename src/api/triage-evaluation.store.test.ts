import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelledStream } from "../../test/simulation/labelled-stream.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { seedStream } from "../../test/support/seed-stream.ts";
import { type ServedApi, servedApi } from "../../test/support/served-api.ts";
import type { TriageEvaluation } from "./contract/triage.ts";

let served: ServedApi;
let token: string;
beforeAll(async () => {
  served = await servedApi(["admin"]);
  token = await served.api.store.addToken(["engineer"]);
});
afterAll(() => served.close());

describe("a triage model and what came after it", () => {
  const stream = labelledStream({ incidents: 400, seed: 7 });
  const evaluation = async () =>
    (await served.api.call("GET", "/v1/triage/evaluation", token)).body as TriageEvaluation;

  it("has no figures where nothing came yet, and says so", async () => {
    await seedStream(served.api.store, stream.slice(0, 300));
    // One burst: all of one moment, and their ids of one just before.
    await served.api.store.database.system.query("UPDATE incidents SET opened_at = now()");
    expect(await served.api.call("POST", "/v1/triage/models", token, {})).toMatchObject({ status: 201 });
    expect(await evaluation()).toMatchObject({ number: 1, figures: { tried: 0, auc: null } });
    const { out } = await runCommand(["triage", "eval"], served.env);
    expect(out).toMatch(/^There is nothing to try model 1 on yet/);
    expect(out).not.toMatch(/AUC|%/);
  }, 120_000);

  it("is held against what was known when it was trained", async () => {
    await seedStream(served.api.store, stream.slice(300));
    const { figures } = await evaluation();
    expect(figures.tried).toBe(100);
    expect(figures.baselines.perRule.accuracy).toBeGreaterThan(figures.baselines.majority.accuracy);
  }, 120_000);
});
