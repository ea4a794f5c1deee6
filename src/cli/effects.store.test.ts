import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type SeededResponse, seedIncident, seedResponse } from "../../test/support/seed.ts";
import { type Served, serveApi } from "../api/serve.ts";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
let response: SeededResponse;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-effects-"));
  const token = await api.store.addToken(["viewer"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
  const { database, workspaceId } = api.store;
  const { id } = await seedIncident(database, workspaceId, { title: "Impossible travel" });
  response = await seedResponse(database, workspaceId, id);
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (...args: string[]) => runCommand(args, env);
const lines = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n");

describe("cordon effects", () => {
  it("hands the journal on as remediation activities with their countermeasures", async () => {
    const file = join(folder, "effects.ndjson");
    expect(await cordon("effects", "export", "--format", "ocsf", "--incident", "1", "--out", file)).toMatchObject({
      ...{ code: 0, err: expect.stringContaining("2 effects.") },
    });
    const activities = lines(file).map((line) => JSON.parse(line) as { metadata: { uid: string } });
    expect(activities).toMatchObject(
      [1, 99].map((status) => ({
        ...{ class_uid: 7001, status_id: status, message: "suspend account ada@example.com by corp" },
        countermeasures: [{ d3f_technique: { uid: "D3-AL", name: "Account Locking" } }],
      })),
    );
    expect(activities[1]?.metadata.uid).toBe(response.effectId);
  });

  it("hands on what is asked for alone, and goes on after a break", async () => {
    const file = join(folder, "effects.csv");
    await cordon("effects", "export", "--format", "csv", "--status", "awaiting", "--out", file);
    expect(lines(file)).toEqual([
      expect.stringMatching(/^id,intendedAt,settledAt,status,/),
      expect.stringMatching(new RegExp(`^${response.effectId},.*,awaiting,identity\\.suspend-user,contain,corp,user,`)),
    ]);
    expect(await cordon("effects", "export", "--format", "csv", "--out", file, "--resume")).toMatchObject({ code: 0 });
    expect(await cordon("effects", "export", "--status", "done")).toMatchObject({ code: 2 });
  });

  it("shows one with its countermeasure by name", async () => {
    expect((await cordon("effects", "show", response.effectId)).out).toMatch(
      /countermeasure: +D3-AL \(Account Locking\)/,
    );
  });

  it("shows one with the hash of its arguments, the key that makes it one effect, and the record that others read", async () => {
    const one = await cordon("effects", "show", response.effectId, "--json");
    const { argsHash, idempotencyKey, activity } = JSON.parse(one.out) as Record<string, unknown>;
    const shown = (await cordon("effects", "show", response.effectId)).out;
    expect(shown).toMatch(new RegExp(`arguments hash: +${String(argsHash)}`));
    expect(shown).toMatch(new RegExp(`idempotency key: +${String(idempotencyKey)}`));
    expect(activity).toMatchObject({ class_uid: 7001, metadata: { uid: response.effectId } });
  });
});
