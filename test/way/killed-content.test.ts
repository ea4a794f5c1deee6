/** `kill -9` of the server, and of the command, while content changes: all of it is in force afterwards, or none, and the record proves itself. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StandingVersion } from "../../src/api/contract/version.ts";
import { sleep } from "../../src/clock.ts";
import { ensureWorkspace } from "../../src/store/workspace.ts";
import { type CordonProcess, cordonProcess } from "../chaos/cordon-process.ts";
import { runCommand } from "../support/command-line.ts";
import { type TestStore, testStore } from "../support/database.ts";
import { END, HEAD } from "../support/playbook.ts";

const NAMES = Array.from({ length: 12 }, (_, index) => `many-${"abcdefghijkl"[index]}`);
const CORDON = join(import.meta.dirname, "../../bin/cordon.mjs");
const home = mkdtempSync(join(tmpdir(), "cordon-killed-content-"));
let store: TestStore;
let cordon: CordonProcess;
let env: Record<string, string>;
beforeAll(async () => {
  store = await testStore();
  // The first workspace is the installation's own.
  await store.database.system.query("DELETE FROM workspaces");
  cordon = await cordonProcess({ CORDON_HOME: home, DATABASE_URL: store.url, CORDON_KEY: "11".repeat(32) });
  await cordon.start();
  const { id: workspaceId } = await ensureWorkspace(store.database.system, "default");
  const token = await store.addToken(["admin"], { workspaceId });
  env = { CORDON_URL: cordon.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(home, "none") };
});
afterAll(async () => {
  await cordon?.stop();
  await store?.close();
  rmSync(home, { recursive: true, force: true });
});

/** A folder in which every playbook is another one than in the last round. */
function folderOf(round: number): string {
  const folder = join(home, `round-${round}`);
  for (const name of NAMES) {
    mkdirSync(join(folder, "playbooks", name), { recursive: true });
    const source = HEAD.replace("sample", name) + END.replace(/reason: .*/, `reason: Round ${round}.`);
    writeFileSync(join(folder, "playbooks", name, "playbook.yaml"), source);
  }
  return folder;
}

async function said<T extends object>(...args: string[]): Promise<T> {
  const { code, out, err } = await runCommand([...args, "--json"], env);
  expect({ code, err }, out).toMatchObject({ code: 0 });
  return JSON.parse(out) as T;
}

/** Starts a command and kills it after so many milliseconds, unless it has ended by itself. */
async function killed(afterMs: number, ...args: string[]): Promise<void> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(CORDON, args, { env: { PATH, HOME, ...env }, stdio: "ignore" });
  const gone = once(child, "exit");
  await Promise.race([gone, sleep(afterMs)]);
  child.kill("SIGKILL");
  await gone;
}

/** How many of a round's playbooks are in force. */
async function inForceOf(round: number): Promise<number> {
  const reasons = await store.database.system.query<{ source: string }>(
    "SELECT v.source FROM playbook_lives l JOIN playbook_versions v ON v.id = l.version_id WHERE l.status = 'in-force' AND v.name LIKE 'many-%'",
  );
  expect([0, NAMES.length], "one version each").toContain(reasons.rows.length);
  return reasons.rows.filter(({ source }) => source.includes(`Round ${round}.`)).length;
}

async function expectSoundRecord(): Promise<void> {
  const file = join(home, `audit-${Date.now()}.ndjson`);
  const { out } = await runCommand(["audit", "export", "--from", "90d"], env);
  writeFileSync(file, out);
  expect(await said("audit", "verify", file)).toMatchObject({ sound: true });
}

test("a server that is killed while it applies a folder has put in force all of it or nothing", async () => {
  const began = performance.now();
  await said("apply", folderOf(0), "--no-tests");
  const took = performance.now() - began;
  for (const [index, share] of [0.6, 0.8, 0.9].entries()) {
    const applying = runCommand(["apply", folderOf(index + 1), "--no-tests"], env);
    await sleep(took * share);
    await cordon.kill();
    const { code } = await applying;
    await cordon.start();
    const count = await inForceOf(index + 1);
    expect([0, NAMES.length]).toContain(count);
    if (code === 0) expect(count, "what was told to be applied is").toBe(NAMES.length);
    const plan = await said<{ items: unknown[] }>("plan", folderOf(index + 1), "--no-tests");
    expect(plan.items.length).toBe(NAMES.length - count);
    await said("apply", folderOf(index + 1), "--no-tests");
  }
  await expectSoundRecord();
});

test("one that is killed while a version is promoted gives it the whole share or none, and goes back as asked", async () => {
  for (const delay of [400, 550]) {
    const promoting = runCommand(["playbook", "promote", NAMES[0]!, "--version", "1", "--share", "10"], env);
    await sleep(delay);
    await cordon.kill();
    const { code } = await promoting;
    await cordon.start();
    const { items } = await said<{ items: StandingVersion[] }>("playbook", "versions", NAMES[0]!);
    expect(items.filter(({ status }) => status === "in-force")).toHaveLength(1);
    const trials = items.flatMap(({ number, share }) => (share === null ? [] : [[number, share]]));
    expect([[], [[1, 10]]]).toContainEqual(trials);
    if (code === 0) expect(trials).toEqual([[1, 10]]);
    await said("playbook", "promote", NAMES[0]!, "--version", "1", "--share", "10");
    await said("playbook", "rollback", NAMES[0]!, "--reason", "A test.");
  }
  await expectSoundRecord();
});

test("a command that is killed leaves the server whole, whatever it was doing", async () => {
  for (const [index, delay] of [300, 450, 600, 900].entries()) {
    const round = 10 + index;
    await killed(delay, "apply", folderOf(round), "--no-tests");
    // What had reached the server is done there to its end.
    const settled = async (last = -1): Promise<number> => {
      const count = await inForceOf(round);
      if (count === last) return count;
      await sleep(500);
      return settled(count);
    };
    expect([0, NAMES.length]).toContain(await settled());
    await killed(delay, "playbook", "promote", NAMES[1]!, "--version", "1", "--share", "10");
    await killed(delay, "playbook", "backtest", join(folderOf(round), "playbooks", NAMES[0]!));
    await said("apply", folderOf(round), "--no-tests", "--overwrite");
    expect(await inForceOf(round)).toBe(NAMES.length);
  }
  expect(cordon.diedByItself()).toBe(false);
  await expectSoundRecord();
});
