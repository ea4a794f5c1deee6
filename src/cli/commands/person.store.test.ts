import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../../test/support/api.ts";
import { newBrowser, PASSWORD } from "../../../test/support/browser.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { type Served, serveApi } from "../../api/serve.ts";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-people-"));
  const token = await api.store.addToken(["admin"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "credentials.json") };
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const person = (...args: string[]) => runCommand(["person", ...args], env);
const signIn = () => newBrowser(api.app).call("POST", "/v1/sign-in", { name: "anna", password: PASSWORD });

describe("cordon sign-in", () => {
  it("says which roles need a second factor", async () => {
    const signIn = (...args: string[]) => runCommand(["sign-in", ...args], env);
    expect((await signIn("show")).out).toContain("none");
    expect((await signIn("require", "--role", "admin")).out).toContain("admin");
    expect(JSON.parse((await signIn("require", "--nobody", "--json")).out)).toEqual({ secondFactorFor: [] });
    expect(await signIn("require")).toMatchObject({ code: 2, err: expect.stringContaining("--nobody") });
  });
});

describe("cordon person", () => {
  it("adds somebody, who chooses a password with the code and signs in", async () => {
    expect(await person("list")).toMatchObject({ code: 0, out: expect.stringContaining("Nobody yet") });
    const added = await person("add", "anna", "--role", "analyst", "approver", "--json");
    const { invitation } = JSON.parse(added.out) as { invitation: { code: string } };
    expect(added.err).toContain("not shown again");
    const [code, password] = [join(folder, "code"), join(folder, "password")];
    writeFileSync(code, `${invitation.code}\n`);
    writeFileSync(password, `${PASSWORD}\n`);
    const accepted = await person("accept", "--code", `@${code}`, "--password", `@${password}`);
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining("Welcome, anna") });
    expect(await person("accept", "--code", `@${code}`, "--password", `@${password}`)).toMatchObject({ code: 4 });
    expect(await signIn()).toMatchObject({ status: 200 });
    expect((await person("list")).out).toMatch(/anna +analyst, approver +active/);
  });

  it("shows where they are signed in, and ends it", async () => {
    const listed = JSON.parse((await person("sessions", "anna", "--json")).out) as { items: { id: string }[] };
    expect(listed.items).toHaveLength(2);
    expect(await person("sessions", "anna", "--end", listed.items[0]!.id)).toMatchObject({ code: 0 });
    expect(await person("sessions", "anna", "--end-all")).toMatchObject({ out: "Ended: 1.\n" });
    expect((await person("sessions", "anna")).out).toContain("not signed in");
  });

  it("changes roles, resets, and shuts out", async () => {
    expect((await person("roles", "anna", "--role", "viewer")).out).toMatch(/roles: +viewer/);
    expect((await person("reset", "anna", "--second-factors")).out).toMatch(/code: +crd_invite_[\w-]{43}/);
    expect((await person("disable", "anna")).out).toContain("cordon person roles anna --role viewer");
    expect((await person("show", "anna")).out).toMatch(/status: +disabled/);
    expect(await signIn()).toMatchObject({ status: 401 });
  });

  it("says what is wrong, and with which names there would be something", async () => {
    expect(await person("show", "ana")).toMatchObject({ code: 2, err: expect.stringContaining('"anna"') });
    expect(await person("add", "anna", "--role", "ingest")).toMatchObject({ code: 2 });
    expect(await person("add", "Anna Lind", "--role", "viewer")).toMatchObject({ code: 2 });
  });
});
