import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sleep } from "../../clock.ts";
import { withFileLock } from "./file-lock.ts";
import { identityText, isRunning, ownIdentity, parseIdentity } from "./process-identity.ts";

let directory: string;
let lock: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "cordon-lock-"));
  lock = join(directory, "lock");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("only one at a time is inside, all get their turn, and nothing is left behind", async () => {
  let inside = 0;
  let most = 0;
  const turn = async (n: number) => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(2);
    inside -= 1;
    return n;
  };
  const turns = [1, 2, 3, 4, 5, 6].map((n) => withFileLock(lock, () => turn(n)));
  expect(await Promise.all(turns)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(most).toBe(1);
  expect(readdirSync(directory)).toEqual([]);
});

test("the lock is free again after work that failed", async () => {
  await expect(withFileLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withFileLock(lock, async () => "free")).toBe("free");
});

test("a dead process's lock is taken over, by exactly one of those who wait", async () => {
  const dead = spawnSync("/bin/true").pid;
  writeFileSync(lock, identityText({ pid: dead, mark: "" }));
  let inside = 0;
  const turn = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await sleep(2);
    inside -= 1;
  };
  await Promise.all([1, 2, 3, 4].map(() => withFileLock(lock, turn)));
});

test("who waits too long for a living holder gets an error to retry on", async () => {
  writeFileSync(lock, identityText(ownIdentity()));
  const waiting = withFileLock(lock, async () => "never", 30);
  await expect(waiting).rejects.toMatchObject({ root: "transient", code: "store.locked" });
});

test.runIf(process.platform === "linux")("another program with the pid of a dead one is not mistaken for it", () => {
  const own = ownIdentity();
  expect(isRunning(own)).toBe(true);
  expect(isRunning({ ...own, mark: "00000000-1" })).toBe(false);
  expect(parseIdentity(identityText(own))).toEqual(own);
  expect(parseIdentity("12")).toBeUndefined();
});
