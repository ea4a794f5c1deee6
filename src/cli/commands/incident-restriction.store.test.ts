import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../../test/support/api.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { seedIncident } from "../../../test/support/seed.ts";
import { type Served, serveApi } from "../../api/serve.ts";

let api: TestApi;
let served: Served;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  tokens.anna = await api.store.addToken(["analyst"], { name: "anna" });
  tokens.otto = await api.store.addToken(["analyst"], { name: "otto" });
  tokens.ada = await api.store.addToken(["admin"], { name: "ada" });
  await seedIncident(api.store.database, api.store.workspaceId, { title: "About the board" });
});
afterAll(async () => {
  await served?.close();
  await api?.close();
});

const incidents = (who: string, ...args: string[]) =>
  runCommand(["incidents", ...args], { CORDON_URL: served.url, CORDON_TOKEN: tokens[who]! });

describe("cordon incidents restrict", () => {
  it("lets only those know of it who are named, and whoever restricted it", async () => {
    const done = await incidents("anna", "restrict", "1", "--role", "engineer", "--reason", "The board.");
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining("Only anna, every engineer may know") });
    expect((await incidents("anna", "show", "1")).out).toMatch(/restricted: +Only anna/);
    expect(await incidents("otto", "show", "1")).toMatchObject({
      code: 2,
      err: expect.stringContaining("no incident"),
    });
    expect((await incidents("otto", "list")).out).not.toContain("About the board");
  });

  it("gives way to an admin with a reason, and is taken back by those who may know of it", async () => {
    expect(await incidents("otto", "break-glass", "1", "--reason", "r")).toMatchObject({ code: 4 });
    const broken = await incidents("ada", "break-glass", "1", "--reason", "Anna is away.");
    expect(broken.out).toContain("ada broke the glass: Anna is away.");
    expect(await incidents("otto", "open", "1", "--reason", "r")).toMatchObject({ code: 2 });
    expect((await incidents("anna", "open", "1", "--reason", "Settled.")).out).toContain("Everybody in the workspace");
    expect((await incidents("otto", "list")).out).toContain("About the board");
  });
});
