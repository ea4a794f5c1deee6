import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../../test/support/api.ts";
import { newPerson } from "../../../test/support/browser.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { type Served, serveApi } from "../../api/serve.ts";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-access-"));
  const token = await api.store.addToken(["admin"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "credentials.json") };
  await newPerson(api.app, token, "anna", ["analyst"]);
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const access = (...args: string[]) => runCommand(["access", ...args], env);

describe("cordon access", () => {
  it("says whether somebody may, and why", async () => {
    const may = await access("explain", "anna", "patchIncidentsIncident");
    expect(may).toMatchObject({ code: 0, out: expect.stringMatching(/anna may\n.*role-analyst/) });
    expect((await access("explain", "anna", "postTokens")).out).toMatch(/anna may not\n.*no policy permits it/);
    expect(await access("explain", "anna", "postTokenz")).toMatchObject({
      code: 2,
      err: expect.stringContaining("postTokens"),
    });
    expect((await access("actions")).out).toMatch(/postTokens +tokens +change +admin/);
  });

  it("forbids more by a folder of policies", async () => {
    const text =
      '@id("quiet") @reason("no comments now") forbid (principal in Role::"analyst", action == Action::"postIncidentsIncidentComments", resource);';
    writeFileSync(join(folder, "own.cedar"), text);
    expect(await access("apply", folder)).toMatchObject({ code: 0, out: "Version 1 is in force.\n" });
    expect((await access("explain", "anna", "postIncidentsIncidentComments")).out).toMatch(
      /may not\n.*no comments now/,
    );
    expect((await access("show")).out).toContain('@id("quiet")');
  });

  it("takes back what was forbidden", async () => {
    expect(await access("apply", "--nothing")).toMatchObject({ out: "Version 2 is in force.\n" });
    expect((await access("explain", "anna", "postIncidentsIncidentComments")).out).toContain("anna may");
  });
});
