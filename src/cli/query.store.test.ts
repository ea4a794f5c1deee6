import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { type Served, serveApi } from "../api/serve.ts";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-cli-"));
  const token = await api.store.addToken(["admin"]);
  env = { CORDON_URL: served.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(folder, "none.json") };
  const { database, workspaceId } = api.store;
  await seedIncident(database, workspaceId, { title: "Beacon to evil.example", severity: "critical" });
  await seedIncident(database, workspaceId, { title: "=cmd", severity: "low" });
  await seedIncident(database, workspaceId, { title: "Impossible travel", severity: "high" });
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (...args: string[]) => runCommand(args, env);

describe("cordon incidents", () => {
  it("lists by filter, words, time and saved view, and counts", async () => {
    const filtered = await cordon(
      "incidents",
      "list",
      "--filter",
      'severity >= "high"',
      "--text",
      "beacon",
      "--since",
      "1d",
      "--json",
    );
    expect((JSON.parse(filtered.out) as { items: object[] }).items).toMatchObject([
      { title: "Beacon to evil.example" },
    ]);
    expect(await cordon("incidents", "list", "--filter", 'sverity >= "high"')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/line 1, column 1: .*did you mean "severity"/),
    });
    expect(
      await cordon(
        "view",
        "save",
        "grave",
        "--filter",
        'severity >= "high"',
        "--columns",
        "number,title",
        "--sort",
        "oldest",
      ),
    ).toMatchObject({ code: 0 });
    const viewed = await cordon("incidents", "list", "--view", "grave");
    expect(viewed.out.split("\n")[0]).toBe("NUMBER  TITLE");
    expect(viewed.out).toMatch(/Beacon[\s\S]*Impossible/);
    expect((await cordon("view", "show", "grave")).out).toContain('severity >= "high"');
    expect(await cordon("view", "delete", "grave")).toMatchObject({ code: 0 });
    expect(await cordon("incidents", "list", "--view", "grave")).toMatchObject({ code: 2 });
    expect((await cordon("incidents", "count", "--by", "status,severity")).out).toMatch(
      /STATUS\s+SEVERITY\s+COUNT\nnew\s+critical\s+1/,
    );
  }, 60_000);

  it("exports to a file, says how far it is, and goes on after the last whole record", async () => {
    const whole = join(folder, "whole.csv");
    expect(await cordon("incidents", "export", "--format", "csv", "--out", whole)).toMatchObject({
      code: 0,
      out: "",
      err: "3 incidents.\n",
    });
    const text = readFileSync(whole, "utf8");
    expect(text).toContain(",'=cmd,");
    expect(await cordon("incidents", "export", "--out", whole)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--resume"),
    });
    for (const format of ["csv", "ndjson", "ocsf"]) {
      const [full, broken] = [join(folder, `full.${format}`), join(folder, `broken.${format}`)];
      await cordon("incidents", "export", "--format", format, "--out", full);
      const expected = readFileSync(full, "utf8");
      for (const length of [0, 20, expected.indexOf("\n") + 1, expected.length - 30]) {
        writeFileSync(broken, expected.slice(0, length));
        expect(
          await cordon("incidents", "export", "--format", format, "--out", broken, "--resume"),
          `${format} ${length}`,
        ).toMatchObject({ code: 0 });
        expect(readFileSync(broken, "utf8"), `${format} ${length}`).toBe(expected);
      }
    }
  }, 120_000);
});

describe("cordon hold and retention", () => {
  it("place, list and release holds, and say how long what is kept", async () => {
    expect(await cordon("hold", "add", "--reason", "Case 12.")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--incident"),
    });
    const added = JSON.parse(
      (await cordon("hold", "add", "--incident", "1", "--reason", "Case 12.", "--json")).out,
    ) as { id: string };
    expect((await cordon("hold", "list")).out).toContain("Case 12.");
    expect(await cordon("hold", "release", added.id, "--reason", "Over.")).toMatchObject({ code: 0 });
    expect((await cordon("hold", "list")).out).toContain("There are no holds yet.");
    expect((await cordon("retention", "set", "alerts", "30d")).out).toMatch(/alerts\s+30 days\s+workspace/);
    expect(await cordon("retention", "set", "alerts", "0d")).toMatchObject({ code: 2 });
    expect((await cordon("retention", "plan")).out).toMatch(/incidents\s+kept for ever/);
    expect((await cordon("retention", "set", "alerts", "default")).out).toMatch(/alerts\s+for ever\s+nobody/);
  }, 60_000);
});
