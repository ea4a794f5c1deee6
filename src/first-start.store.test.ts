import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../test/support/api.ts";
import { taxonomyFiles } from "./cli/read-content.ts";
import { prepareInstallation, SHIPPED } from "./first-start.ts";
import { loadPolicies } from "./guard/load.ts";
import { loadPlaybooks } from "./playbook/load.ts";
import { policiesInForce } from "./store/content.ts";

let api: TestApi;
let engineer: string;
let workspaceId: string;
beforeAll(async () => {
  api = await testApi();
  const started = await prepareInstallation(api.store.database);
  workspaceId = started.workspaceId;
  engineer = await api.store.addToken(["engineer"], { workspaceId });
});
afterAll(() => api?.close());

const unchanged = { status: 201, body: { number: 1, changed: false } };

describe("what the first start puts in force", () => {
  it("is unchanged when the same folders are applied by hand", async () => {
    const apply = (path: string, body: object) => api.call("POST", path, engineer, body);
    const policies = await loadPolicies(join(SHIPPED, "policies"));
    expect(await apply("/v1/policies", { files: policies })).toMatchObject(unchanged);
    expect(await apply("/v1/taxonomy", { files: taxonomyFiles(join(SHIPPED, "taxonomy")) })).toMatchObject(unchanged);
    for (const { file, source } of await loadPlaybooks(join(SHIPPED, "playbooks")))
      expect(await apply("/v1/playbooks", { file, source }), file).toMatchObject(unchanged);
  });

  it("names its files from the folder they are in, not from where this installation happens to be", async () => {
    const inForce = await policiesInForce(api.store.database.system, workspaceId);
    expect(inForce?.files.map(({ file }) => file)).toContain("policies/10-everyday.cedar");
  });

  it("is left alone by the next start, which has no secret to give to a workspace with an admin", async () => {
    const secret = (await prepareInstallation(api.store.database)).adminSecret;
    expect(await api.call("POST", "/v1/login", null, { secret })).toMatchObject({ status: 201 });
    expect(await prepareInstallation(api.store.database)).toEqual({ workspaceId, adminSecret: null });
    // Whoever lost the last token, and may start the process, has a way in.
    expect((await prepareInstallation(api.store.database, { newAdminSecret: true })).adminSecret).toMatch(
      /^crd_admin_/,
    );
    expect((await policiesInForce(api.store.database.system, workspaceId))?.number).toBe(1);
  });
});
