import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkoutAt } from "./checkout.ts";

const root = mkdtempSync(join(tmpdir(), "cordon-checkout-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WHO = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@x", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@x" };
const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-C", folder, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...WHO },
    stdio: "pipe",
  }).trim();
function change(folder: string, file: string, text: string): string {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", text);
  return git(folder, "rev-parse", "HEAD");
}

it("is none where a folder is not kept in git", async () => {
  expect(await checkoutAt(mkdtempSync(join(root, "plain-")))).toBeNull();
});

// A machine to work on has git; one that only runs the tests may not.
describe.skipIf(spawnSync("git", ["--version"]).status !== 0)("a folder in git", () => {
  const origin = join(root, "origin");
  mkdirSync(origin);

  it("is at the newest commit that changed it, and holds what it grew from and nothing else", async () => {
    git(origin, "init", "-q", "-b", "main");
    const first = change(origin, "content/a", "1");
    git(origin, "branch", "older");
    const second = change(origin, "content/a", "2");
    change(origin, "elsewhere", "3");
    const newer = await checkoutAt(join(origin, "content"));
    expect(newer?.commit).toBe(second);
    expect(await newer?.holds(first)).toBe("yes");
    git(origin, "checkout", "-q", "older");
    const older = await checkoutAt(join(origin, "content"));
    expect(older?.commit).toBe(first);
    expect(await older?.holds(second)).toBe("no");
    expect(await older?.holds("f".repeat(40))).toBe("no");
    git(origin, "checkout", "-q", "main");
  });

  it("cannot tell what a shallow clone was cut off from", async () => {
    const first = git(origin, "rev-parse", "older");
    const shallow = join(root, "shallow");
    git(root, "clone", "-q", "--depth", "1", `file://${origin}`, shallow);
    expect(await (await checkoutAt(join(shallow, "content")))?.holds(first)).toBe("unknown");
  });

  it("is none for a folder that lies in a checkout and is not part of it", async () => {
    mkdirSync(join(origin, "untracked"));
    expect(await checkoutAt(join(origin, "untracked"))).toBeNull();
  });
});
