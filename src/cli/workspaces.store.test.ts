/** Workspaces at the terminal: made, peopled, called otherwise. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { newPerson } from "../../test/support/browser.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "../api/serve.ts";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-workspaces-"));
  const token = await api.store.addToken(["admin"]);
  for (const name of ["anna", "bela"]) await newPerson(api.app, token, name, ["viewer"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (...args: string[]) => runCommand(["workspace", ...args], env);
const items = async (...args: string[]) => JSON.parse((await cordon(...args, "--json")).out).items;

describe("cordon workspace", { timeout: 120_000 }, () => {
  test("makes one with an admin, and says whom it needs for that", async () => {
    expect(await cordon("create", "emea")).toMatchObject({ code: 2, err: expect.stringContaining("--admin") });
    const nobody = await cordon("create", "emea", "--admin", "ana");
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('Nobody called "ana"') });
    expect(await cordon("create", "emea", "--admin", "anna")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^emea is made/),
    });
    expect(await items("people", "emea")).toMatchObject([{ name: "anna", roles: ["admin"] }]);
  });

  test("lets somebody in and shuts them out, but never the last admin", async () => {
    const granted = await cordon("grant", "emea", "bela", "--role", "analyst", "viewer");
    expect(granted).toMatchObject({ code: 0, out: "bela is analyst, viewer in emea.\n" });
    expect(await cordon("remove", "emea", "bela")).toMatchObject({ code: 0, out: "bela is out of emea.\n" });
    const last = await cordon("remove", "emea", "anna");
    expect(last).toMatchObject({ code: 1, err: expect.stringContaining("last admin") });
  });

  test("calls one otherwise, and names those there are for one that is not", async () => {
    expect(await cordon("rename", "emea", "south")).toMatchObject({ code: 0, out: "emea is called south now.\n" });
    expect((await items("list")).map((one: { name: string }) => one.name)).toEqual(["test", "south"]);
    expect(await cordon("people", "emea")).toMatchObject({ code: 2, err: expect.stringMatching(/test, south/) });
  });
});
