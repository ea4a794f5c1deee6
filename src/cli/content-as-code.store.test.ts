/** Content from a folder and versions of playbooks, as people do it: through the command line, over a whole Cordon. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../test/support/command-line.ts";
import { END, HEAD } from "../../test/support/playbook.ts";
import { type Running, runCordon } from "../../test/support/running.ts";

let running: Running;
let folder: string;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  running = await runCordon();
  folder = mkdtempSync(join(tmpdir(), "cordon-content-"));
  for (const [name, role] of [
    ["ada", "engineer"],
    ["bob", "approver"],
    ["root", "admin"],
  ] as const)
    tokens[name] = (await running.call<{ token: string }>("POST", "/v1/tokens", { name, roles: [role] })).token;
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cordon = (who: string, ...args: string[]) =>
  runCommand(args, { CORDON_URL: running.url, CORDON_TOKEN: tokens[who]!, CORDON_CREDENTIALS: join(folder, "none") });
const json = async (who: string, ...args: string[]) => JSON.parse((await cordon(who, ...args, "--json")).out);

const SUSPEND = `  - id: suspend
    action: identity.suspend-user
    with: { user: "=incident.entity.key" }
    for: 4h
`;
const textOf = (name: string, steps: string) => HEAD.replace("sample", name) + steps + END;
function write(name: string, steps: string): void {
  mkdirSync(join(folder, "content/playbooks", name), { recursive: true });
  writeFileSync(join(folder, "content/playbooks", name, "playbook.yaml"), textOf(name, steps));
}
const content = () => join(folder, "content");
const inForce = async (name: string) => (await json("ada", "playbook", "show", name)).number;

describe("a folder of content", { timeout: 180_000 }, () => {
  test("is planned, applied as planned, and then nothing is left to change", async () => {
    write("hello", "");
    write("hold", SUSPEND);
    const plan = await cordon("bob", "plan", content(), "--detailed-exitcode");
    expect(plan).toMatchObject({ code: 2, err: "" });
    expect(plan.out).toContain("create playbook hold\n  ! + the playbook is new");
    expect(plan.out).toContain("2 to create.");
    const file = join(folder, "first.plan");
    expect(await cordon("bob", "plan", content(), "--out", file)).toMatchObject({ code: 0 });
    expect(await cordon("bob", "apply", file)).toMatchObject({ code: 4, err: expect.stringContaining("engineer") });
    const applied = await cordon("ada", "apply", file);
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining("playbook hold: version 1 is in force") });
    const again = await cordon("ada", "plan", content(), "--detailed-exitcode");
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("No changes") });
    expect((await json("ada", "playbook", "list")).items.length, "the shipped ones are left alone").toBeGreaterThan(2);
  });

  test("says what would be another, the dangerous first, and refuses a plan once the server has moved on", async () => {
    write("hold", SUSPEND.replace("4h", "8h"));
    const file = join(folder, "second.plan");
    const plan = await cordon("ada", "plan", content(), "--out", file);
    expect(plan.out).toContain(
      `change playbook hold (now version 1)\n  ! ~ step suspend has another "for": 8h instead of 4h`,
    );
    const other = join(folder, "other/hold/playbook.yaml");
    mkdirSync(join(other, ".."), { recursive: true });
    writeFileSync(other, textOf("hold", SUSPEND.replace("4h", "1h")));
    expect(await cordon("root", "playbook", "apply", other)).toMatchObject({ code: 0 });
    expect(await cordon("ada", "apply", file)).toMatchObject({ code: 1, err: expect.stringContaining("plan again") });
    const drift = await cordon("ada", "plan", content());
    expect(drift.out).toMatch(/! hold@2 is in force, and was not applied from here, since .* by token:root/);
    const refused = await cordon("ada", "apply", content(), "--json");
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: "content.drifted" } });
    expect(refused.code).toBe(1);
    expect(await cordon("ada", "apply", content(), "--overwrite")).toMatchObject({ code: 0 });
    expect(await inForce("hold")).toBe(3);
  });

  test("is applied as a whole or not at all, and says every fault with its place", async () => {
    write("hello", "  - wait: 1m\n");
    write("hold", "  - action: identity.suspend-usr\n");
    const plan = await cordon("ada", "plan", content());
    expect(plan).toMatchObject({
      code: 2,
      err: expect.stringMatching(/hold\/playbook\.yaml:8:\d+ error .*identity\.suspend-user/),
    });
    expect(await cordon("ada", "plan", content(), "--detailed-exitcode")).toMatchObject({ code: 1 });
    expect(await cordon("ada", "apply", content())).toMatchObject({ code: 2 });
    expect(await inForce("hello")).toBe(1);
    expect(await cordon("ada", "apply", join(folder, "nowhere"))).toMatchObject({ code: 2 });
    expect(await cordon("ada", "apply", join(folder, "other/hold/playbook.yaml"))).toMatchObject({
      code: 2,
      err: expect.stringContaining("is no plan"),
    });
  });

  test("is held against the cases beside its playbooks, and not applied while one does not pass", async () => {
    const cases = (outcome: string) => `cases:\n  - name: it ends\n    expect: { outcome: ${outcome} }\n`;
    const caseFile = join(content(), "playbooks/hello/playbook.test.yaml");
    write("hello", "  - wait: 1m\n");
    write("hold", SUSPEND.replace("4h", "8h"));
    writeFileSync(caseFile, cases("handoff"));
    const file = join(folder, "failing.plan");
    const plan = await cordon("ada", "plan", content(), "--out", file);
    expect(plan.code).toBe(1);
    expect(plan.out).toMatch(
      /^FAIL .*hello\/playbook\.test\.yaml:2 it ends: the outcome is benign, expected handoff$/m,
    );
    expect(await cordon("ada", "plan", content(), "--detailed-exitcode")).toMatchObject({ code: 1 });
    for (const path of [file, content()]) {
      const refused = await cordon("ada", "apply", path, "--json");
      expect(JSON.parse(refused.out)).toMatchObject({ error: { code: "content.tests-failed" } });
      expect(refused.code).toBe(1);
    }
    expect(await inForce("hello")).toBe(1);
    const skipped = await cordon("ada", "plan", content(), "--no-tests");
    expect(skipped).toMatchObject({ code: 0, out: expect.stringContaining("not run (--no-tests)") });
    writeFileSync(caseFile, cases("benign"));
    const passes = await cordon("ada", "plan", content());
    expect(passes).toMatchObject({
      code: 0,
      out: expect.stringContaining("The cases of 1 changed playbooks pass (1)."),
    });
    const applied = await cordon("ada", "apply", content(), "--reason", "CHG-12: it waits first");
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining("playbook hello: version 2 is in force") });
    const [second, first] = (await json("ada", "playbook", "versions", "hello")).items;
    expect([second.reason, first.reason], "of each version its own").toEqual(["CHG-12: it waits first", ""]);
    expect((await cordon("ada", "playbook", "show", "hello")).out, "cases are kept").toContain("- name: it ends");
  });

  test("takes out of force what it put there and does not hold any more, and nothing else", async () => {
    rmSync(join(content(), "playbooks/hold"), { recursive: true });
    const plan = await cordon("ada", "plan", content());
    expect(plan.out).toContain("take out of force playbook hold (now version 3)");
    expect(await cordon("ada", "apply", content())).toMatchObject({ code: 0 });
    const { items } = await json("ada", "playbook", "list");
    const names = (items as { name: string }[]).map(({ name }) => name);
    expect(names).toContain("account-takeover");
    expect(names).not.toContain("hold");
  });

  test("holds the taxonomy against the playbooks that would be in force, and tells of policies in words", async () => {
    const shipped = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    mkdirSync(join(content(), "policies"));
    writeFileSync(join(content(), "policies/00-all.cedar"), `${shipped("policies/10-everyday.cedar")}`);
    const plan = await json("ada", "plan", content());
    expect(plan.items).toMatchObject([{ what: "policies", action: "change", from: 1 }]);
    expect(plan.items[0].changes[0]).toMatchObject({ danger: true, text: expect.stringMatching(/^! - forbid /) });
    rmSync(join(content(), "policies"), { recursive: true });
  });

  test("leaves what Cordon ships alone: it is no drift, may be replaced, and is never taken out of force", async () => {
    const { out, code } = await cordon("ada", "plan", content(), "--detailed-exitcode");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.not.stringContaining("Changed here") });
    expect(out).toMatch(/^\d\d playbooks are shipped with Cordon and not in this folder; they stay as they are\.$/m);
    write("ransomware", "");
    const own = await json("ada", "plan", content());
    expect(own).toMatchObject({ items: [{ name: "ransomware", action: "change", from: 1 }], drift: [] });
    expect(await cordon("ada", "apply", content()), "no --overwrite is needed").toMatchObject({ code: 0 });
    rmSync(join(content(), "playbooks/ransomware"), { recursive: true });
    const mapped = await cordon("ada", "plan", content());
    expect(mapped, "the folder's own version would go, and the taxonomy needs one").toMatchObject({
      code: 2,
      err: expect.stringContaining("taxonomy.unknown-playbook"),
    });
    const back = await cordon("ada", "playbook", "rollback", "ransomware", "--reason", "The shipped one will do.");
    expect(back).toMatchObject({ code: 0 });
    const plan = await json("ada", "plan", content());
    expect(plan).toMatchObject({ items: [], shipped: expect.arrayContaining(["ransomware"]) });
    expect(plan.drift).toMatchObject([{ name: "ransomware", lost: false, by: "token:ada" }]);
    expect(await cordon("ada", "apply", content())).toMatchObject({ code: 0 });
    expect(await inForce("ransomware")).toBe(1);
    expect((await json("ada", "plan", content())).drift).toEqual([]);
  });
});

describe("versions at the terminal", { timeout: 180_000 }, () => {
  test("are handed in, approved by somebody else, tried, promoted and rolled back", async () => {
    expect(await cordon("root", "playbook", "settings", "second-person")).toMatchObject({ code: 0 });
    write("hello", SUSPEND);
    expect(await cordon("ada", "apply", content(), "--reason", "CHG-13")).toMatchObject({
      code: 0,
      out: expect.stringContaining("playbook hello: version 3 waits for a second person"),
    });
    expect(await cordon("bob", "playbook", "review")).toMatchObject({
      out: expect.stringMatching(/hello +3 .*token:ada/),
    });
    const review = await cordon("bob", "playbook", "review", "hello");
    expect(review.out).toMatch(/written by: +token:ada[\s\S]*compared with: +hello@2[\s\S]*! \+ step suspend is new/);
    expect(await cordon("bob", "playbook", "review", "hello", "--version", "9")).toMatchObject({ code: 2 });
    const diff = await cordon("bob", "playbook", "diff", "hello");
    expect(diff.out).toMatch(/^From hello@2 to hello@3:\n! \+ step suspend is new .*contain/);
    const own = await cordon("ada", "playbook", "approve", "hello", "--version", "3");
    expect(own).toMatchObject({ code: 4, err: expect.stringContaining("somebody else has to review it") });
    expect(await cordon("ada", "playbook", "promote", "hello", "--version", "3", "--share", "10")).toMatchObject({
      code: 1,
    });
    expect(await cordon("bob", "playbook", "approve", "hello", "--version", "3", "--comment", "Sound.")).toMatchObject({
      code: 0,
      out: expect.stringContaining("hello@3 is reviewed."),
    });
    const shadow = await cordon("ada", "playbook", "promote", "hello", "--version", "3", "--share", "shadow");
    expect(shadow).toMatchObject({ code: 0, out: expect.stringContaining("a shadow") });
    expect((await cordon("ada", "playbook", "list")).out).toMatch(/^hello +2 +\w+ +version 3, shadow/m);
    expect((await cordon("ada", "playbook", "show", "hello")).out).toMatch(
      /beside it: +version 3, shadow, since .* by token:ada/,
    );
    expect(await cordon("ada", "playbook", "shadow", "hello")).toMatchObject({
      out: expect.stringContaining("No shadow"),
    });
    expect(await cordon("ada", "plan", content())).toMatchObject({
      out: expect.stringContaining("! a version of hello runs as a shadow"),
    });
    expect(await cordon("ada", "apply", content(), "--overwrite"), "what was approved comes in force").toMatchObject({
      out: expect.stringContaining("playbook hello: version 3 is in force"),
    });
    const reasons = async () =>
      (await json("bob", "playbook", "versions", "hello")).items.map(({ reason }: { reason: string }) => reason);
    expect(await reasons(), "why it was handed in stands").toEqual(["CHG-13", "", ""]);
    const rolled = await cordon("ada", "playbook", "rollback", "hello", "--reason", "A test.");
    expect(await reasons()).toEqual(["A test.", "A test.", ""]);
    expect(rolled).toMatchObject({ code: 0, out: "hello@2 is in-force.\n" });
    const versions = await cordon("bob", "playbook", "versions", "hello");
    expect(versions.out).toMatch(/3 +retired[\s\S]*token:bob[\s\S]*2 +in-force/);
    expect(await json("ada", "playbook", "retire", "hello", "--reason", "A test.")).toMatchObject({
      status: "retired",
    });
    expect(await cordon("ada", "playbook", "promote", "hello", "--version", "3", "--share", "0")).toMatchObject({
      code: 2,
    });
    expect(await cordon("ada", "--version")).toMatchObject({ code: 0, out: "0.1.0\n" });
  });
});
