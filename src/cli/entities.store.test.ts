import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { type Served, serveApi } from "../api/serve.ts";
import { newId } from "../ids.ts";

let api: TestApi;
let served: Served;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  api = await testApi();
  served = await serveApi(api.app, { host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "cordon-cli-"));
  env = { CORDON_URL: served.url, CORDON_TOKEN: await api.store.addToken(["admin"]) };
  const { system } = api.store.database;
  for (const key of ["ann@example.com", "ann.old@example.com"])
    await system.query("INSERT INTO entities (id, workspace_id, type, key, name) VALUES ($1, $2, 'user', $3, 'Ann')", [
      newId(),
      api.store.workspaceId,
      key,
    ]);
  await system.query(
    `INSERT INTO entity_aliases (workspace_id, type, alias, entity_id, origin)
     SELECT workspace_id, type, 'corp\\ann', id, 'connection' FROM entities WHERE key = 'ann@example.com'`,
  );
});
afterAll(async () => {
  await served?.close();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (...args: string[]) => runCommand(args, env);

describe("cordon entities", () => {
  it("shows a record by any name, and which names it has", async () => {
    const shown = await cordon("entities", "show", "CORP\\ann");
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/ann@example\.com[\s\S]*corp\\ann\s+account/) });
    expect(await cordon("entities", "show", "nobody@example.com")).toMatchObject({ code: 2 });
    expect(await cordon("entities", "host", "10.0.0.5")).toMatchObject({
      code: 0,
      out: expect.stringContaining("No alert"),
    });
  });

  it("merges and splits, and says how to take it back", async () => {
    const merged = await cordon("entities", "merge", "ann.old@example.com", "ann@example.com");
    expect(merged).toMatchObject({ code: 0 });
    const back = /cordon entities split (\S+)/.exec(merged.out)?.[1] ?? "";
    expect(await cordon("entities", "split", back)).toMatchObject({
      code: 0,
      out: expect.stringContaining("of its own"),
    });
    expect(await cordon("entities", "split", back)).toMatchObject({
      code: 1,
      err: expect.stringContaining("not merged"),
    });
    expect(await cordon("entities", "split", "ann@example.com", "--alias", "corp\\ann")).toMatchObject({ code: 0 });
    expect(await cordon("entities", "show", "corp\\ann")).toMatchObject({ code: 2 });
  });
});

describe("cordon inventory", () => {
  it("says what a file would change before it is imported, and prints what it took", async () => {
    const file = join(folder, "assets.csv");
    writeFileSync(file, "type,key,name,criticality,tags\ndevice,WS-7,Ann's machine,high,lab|floor 2\n");
    expect((await cordon("inventory", "diff", file)).out).toMatch(/new\s+device\s+ws-7/);
    const imported = await cordon("inventory", "import", file);
    expect(imported).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1 imported: 1 device\. To take it back: /),
    });
    expect((await cordon("inventory", "import", "--dry-run", file)).out).toBe("Importing it would change nothing.\n");
    expect((await cordon("inventory", "export", "--csv")).out).toContain(
      "device,ws-7,Ann's machine,,high,false,false,false,,,lab|floor 2",
    );
    const exported = JSON.parse((await cordon("inventory", "export")).out) as object[];
    expect(exported).toMatchObject([{ type: "device", key: "ws-7", attributes: { tags: ["lab", "floor 2"] } }]);
    const undo = /inventory undo \S+/.exec(imported.out)![0].split(" ");
    expect(await cordon(...undo)).toMatchObject({ code: 0, out: "Taken back.\n" });
    expect(JSON.parse((await cordon("inventory", "export")).out)).toEqual([]);
    writeFileSync(file, "type,key,criticalty\nuser,x@example.com,low\n");
    expect((await cordon("inventory", "import", file)).err).toContain('did you mean "criticality"?');
  });
});
