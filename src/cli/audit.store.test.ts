import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApi } from "../../test/support/api.ts";
import { runCommand } from "../../test/support/command-line.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { type ServedApi, servedApi } from "../../test/support/served-api.ts";

let api: TestApi;
let served: ServedApi;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  served = await servedApi(["viewer"]);
  ({ api, folder, env } = served);
  for (let n = 0; n < 20; n += 1) await seedIncident(api.store.database, api.store.workspaceId);
});
afterAll(() => served?.close());

const cordon = (args: string[], offline = false) =>
  runCommand(args, offline ? { CORDON_URL: "http://127.0.0.1:9", CORDON_CREDENTIALS: join(folder, "none.json") } : env);

const at = (name: string) => join(folder, name);

describe("cordon audit", () => {
  it("hands on a log that whoever has the key can check, and says what somebody changed", async () => {
    const key = await cordon(["audit", "key"]);
    writeFileSync(at("key"), key.out);
    expect(await cordon(["audit", "export", "--from", "1h", "--out", at("log")])).toMatchObject({ code: 0 });
    const sound = await cordon(["audit", "verify", at("log"), "--key", at("key")], true);
    expect(sound).toMatchObject({ code: 0, out: expect.stringContaining("Nothing was altered") });
    expect(sound.out).not.toContain("--key");
    const text = readFileSync(at("log"), "utf8");
    writeFileSync(at("changed"), text.replace('"initialDisposition":"suspicious"', '"initialDisposition":"benign"'));
    const changed = await cordon(["audit", "verify", at("changed"), "--json"], true);
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.out)).toMatchObject({
      sound: false,
      keysFromFile: true,
      problems: [{ what: "altered", message: expect.stringMatching(/^Entry \d+ is not what was recorded/) }],
    });
    writeFileSync(at("cut"), text.slice(0, text.length / 2));
    expect(await cordon(["audit", "verify", at("cut")], true)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/breaks off within line \d+, after \d+ entries[\s\S]*give yours with --key/),
    });
  });

  it("exports every entry of a time, the same whether asked for it once or again", async () => {
    const first = await cordon(["audit", "export"]);
    const again = await cordon(["audit", "export", "--to", "2020-01-01T00:00:00Z"]);
    const entries = ({ out }: { out: string }) => out.split("\n").filter((line) => line.startsWith('{"kind":"entry"'));
    const stored = await api.store.database.system.query<{ count: number }>("SELECT count(*)::int AS count FROM audit");
    expect(entries(first)).toHaveLength(stored.rows[0]!.count);
    expect(entries(again)).toEqual([]);
    writeFileSync(at("empty"), again.out);
    expect(await cordon(["audit", "verify", at("empty")], true)).toMatchObject({ code: 0 });
  });

  it("shows that somebody with the database in hand changed or took away an entry", async () => {
    const { system } = api.store.database;
    const { rows } = await system.query<{ id: string }>(
      "SELECT id::text FROM audit WHERE workspace_id = $1 ORDER BY audit.id LIMIT 2",
      [api.store.workspaceId],
    );
    const owner = await api.store.database.dedicated();
    await owner.query("SET ROLE NONE");
    await owner.query("ALTER TABLE audit DISABLE TRIGGER USER");
    await owner.query("UPDATE audit SET actor = 'person:nobody' WHERE id = $1", [rows[0]!.id]);
    await owner.query("DELETE FROM audit WHERE id = $1", [rows[1]!.id]);
    await owner.end();
    writeFileSync(at("tampered"), (await cordon(["audit", "export"])).out);
    const { code, out } = await cordon(["audit", "verify", at("tampered"), "--key", at("key")], true);
    expect([code, out]).toEqual([1, expect.stringMatching(/Entry 0 is not what was recorded[\s\S]*Entry 1 is gone/)]);
  });

  it("proves a single entry", async () => {
    const { items } = JSON.parse((await cordon(["audit", "list", "--action", "incident-opened", "--json"])).out) as {
      items: { id: string }[];
    };
    const id = items[0]!.id;
    expect(await cordon(["audit", "proof", id, "--out", at("proof")])).toMatchObject({ code: 0 });
    expect(await cordon(["audit", "verify", at("proof"), "--key", at("key")], true)).toMatchObject({
      code: 0,
      out: expect.stringContaining("The entry is in the log"),
    });
    writeFileSync(at("forged"), readFileSync(at("proof"), "utf8").replace('"actor":"', '"actor":"not '));
    expect(await cordon(["audit", "verify", at("forged")], true)).toMatchObject({
      code: 1,
      out: expect.stringContaining("is not what was recorded"),
    });
    expect(await cordon(["audit", "proof", "99999999"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("no audit entry"),
    });
  });

  it("refuses what is no log, no key, or there already", async () => {
    writeFileSync(at("no-log"), "{}\n");
    for (const args of [["no-log"], ["missing"], ["log", "--key", at("no-log")]]) {
      const [file = "", ...rest] = args;
      expect(await cordon(["audit", "verify", at(file), ...rest], true)).toMatchObject({ code: 2, out: "" });
    }
    expect(await cordon(["audit", "export", "--out", at("log")])).toMatchObject({
      code: 2,
      err: expect.stringContaining("there already"),
    });
    expect(await cordon(["audit", "export", "--from", "1h", "--to", "2h"])).toMatchObject({ code: 2 });
  });
});
