/** Two people apply the same folder from their own checkouts. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../test/support/command-line.ts";
import { END, HEAD } from "../../test/support/playbook.ts";
import { type Running, runCordon } from "../../test/support/running.ts";

const hasGit = spawnSync("git", ["--version"]).status === 0;
const root = mkdtempSync(join(tmpdir(), "cordon-git-"));
let running: Running;
beforeAll(async () => {
  running = await runCordon();
});
afterAll(async () => {
  await running?.stop();
  rmSync(root, { recursive: true, force: true });
});

const cordon = async (...args: string[]) => {
  const { token } = await running.call<{ token: string }>("POST", "/v1/tokens", {
    ...{ name: `ada-${Math.random().toString(36).slice(2)}`, roles: ["engineer"] },
  });
  return runCommand(args, { CORDON_URL: running.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: join(root, "none") });
};
const WHO = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@x", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@x" };
const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", env: { ...process.env, ...WHO }, stdio: "pipe" });
function commit(checkout: string, name: string, steps = ""): void {
  mkdirSync(join(checkout, "playbooks", name), { recursive: true });
  writeFileSync(join(checkout, "playbooks", name, "playbook.yaml"), HEAD.replace("sample", name) + steps + END);
  git(checkout, "add", "-A");
  git(checkout, "commit", "-qm", name);
}
const inForce = async () =>
  (await running.call<{ items: { name: string; createdBy: string }[] }>("GET", "/v1/playbooks")).items.map(
    ({ name }) => name,
  );

describe.skipIf(!hasGit)("a folder applied from an older checkout", { timeout: 120_000 }, () => {
  const [one, two] = [join(root, "one"), join(root, "two")];

  test("undoes nothing of the newer one's: it is told which commit it lacks, and refused", async () => {
    mkdirSync(one);
    git(one, "init", "-q", "-b", "main");
    commit(one, "common");
    git(root, "clone", "-q", one, two);
    commit(one, "brought-by-one");
    expect(await cordon("apply", one)).toMatchObject({ code: 0, err: "" });
    commit(two, "brought-by-two");
    const plan = await cordon("plan", two);
    expect(plan).toMatchObject({ code: 0, err: expect.stringMatching(/^! This checkout does not hold commit \w{12}/) });
    const refused = await cordon("apply", two, "--json");
    expect(JSON.parse(refused.out)).toMatchObject({
      error: { code: "content.older-checkout", details: { commit: git(one, "rev-parse", "HEAD").trim() } },
    });
    expect(await inForce()).toContain("brought-by-one");
  });

  test("is applied once it has merged the newer one, and then both are in force", async () => {
    git(two, "pull", "-q", "--no-rebase", "--no-edit", one, "main");
    expect(await cordon("apply", two)).toMatchObject({ code: 0, err: "" });
    expect(await inForce()).toEqual(expect.arrayContaining(["common", "brought-by-one", "brought-by-two"]));
  });

  test("is applied as it is with --overwrite, and without a word where it would change nothing", async () => {
    const same = join(root, "same");
    mkdirSync(same);
    git(same, "init", "-q", "-b", "main");
    for (const name of ["common", "brought-by-one", "brought-by-two"]) commit(same, name);
    expect(await cordon("apply", same), "another history, and the same content").toMatchObject({ code: 0, err: "" });
    commit(two, "later");
    expect(await cordon("apply", two)).toMatchObject({ code: 1, err: expect.stringContaining("--overwrite") });
    expect(await cordon("apply", two, "--overwrite")).toMatchObject({ code: 0 });
  });

  test("is taken as it is when it is no checkout at all, which is said", async () => {
    const plain = join(root, "plain");
    mkdirSync(join(plain, "playbooks/common"), { recursive: true });
    writeFileSync(join(plain, "playbooks/common/playbook.yaml"), HEAD.replace("sample", "common") + END);
    const applied = await cordon("apply", plain);
    expect(applied).toMatchObject({ code: 0, err: expect.stringContaining("This folder is no git checkout") });
    commit(one, "after-that");
    expect(await cordon("apply", one, "--json"), "the commit applied before it still counts").toMatchObject({
      code: 1,
      out: expect.stringContaining("content.older-checkout"),
    });
  });
});
