import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../test/support/command-line.ts";

const SOURCE = `playbook: watched
title: Watched
description: For tests
maturity: stable
trigger: size(incident.users) > 0
default-queue: soc
steps:
  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
  - id: known
    if: steps.account.found
    then:
      - id: suspend
        action: identity.suspend-user
        with: { user: "=incident.users[0]" }
        for: 4h
    else: []
  - action: chat.post-message
    with: { text: "=steps.account.displayName" }
  - end: true-positive
    reason: "{{ steps.account.displayName }} is suspended"
`;
const KNOWN = "{ found: true, enabled: true, privileged: false, displayName: Ann, groups: [] }";
const CASES = `cases:
  - name: known
    incident: { entity: { type: user, key: ann@example.com } }
    answers: { account: ${KNOWN} }
    expect: { outcome: true-positive }
  - name: a device
    incident: { entity: { type: device, key: lt-1 } }
    expect: { outcome: not-triggered }
`;

let folder: string;
beforeAll(() => {
  folder = join(mkdtempSync(join(tmpdir(), "cordon-offline-")), "watched");
  mkdirSync(folder);
  writeFileSync(join(folder, "playbook.yaml"), SOURCE);
  writeFileSync(join(folder, "playbook.test.yaml"), CASES);
});
afterAll(() => rmSync(join(folder, ".."), { recursive: true }));

const playbook = (...args: string[]) => runCommand(["playbook", ...args], {});

describe("cordon playbook test", { timeout: 60_000 }, () => {
  test("says which ways no case takes, and fails for them where that is asked", async () => {
    const plain = await playbook("test", folder);
    expect(plain.code).toBe(0);
    expect(plain.out).toContain("1 of 2 ways are taken; no case takes\n         known: else\n");
    expect((await playbook("test", folder, "--all-ways")).code).toBe(1);
  });

  test("lets each action of each case fail in every way, and fails for a run that comes to no end", async () => {
    const { code, out } = await playbook("test", folder, "--failures");
    expect(code).toBe(1);
    expect(out).toContain(
      "with an action failing, 1 of 15 runs come to no end:\n    FAIL known: account answers with nothing in it: ",
    );
    const told = JSON.parse((await playbook("test", folder, "--failures", "--json")).out);
    expect(told).toMatchObject({ ok: false, items: [{ failures: { runs: 15, withoutEnd: [{ step: "account" }] } }] });
  });
});

describe("cordon playbook simulate", { timeout: 60_000 }, () => {
  test("says path, effects and outcome of each case, and where no run would begin", async () => {
    const { code, out } = await playbook("simulate", folder);
    expect(code).toBe(0);
    expect(out).toContain("known\n  path:    account → known → suspend\n");
    expect(out).toContain("  effects: identity.suspend-user ann@example.com for 4h\n           chat.post-message\n");
    expect(out).toContain("  The end: true-positive, resolved: Ann is suspended\n");
    expect(out).toContain("a device\n  path:    no step with an id\n  effects: none\n  No run begins: its trigger");
  });

  test("takes other answers, stands where nobody has one, and names the nearest step", async () => {
    const one = ["simulate", folder, "--case", "known", "--json"];
    const refused = JSON.parse((await playbook(...one, "--set", "suspend refuse")).out);
    expect(refused.items).toMatchObject([{ outcome: "handoff", queue: "soc", effects: [{ leaseSeconds: 14_400 }] }]);
    const wrong = await playbook(...one, "--set", "suspnd refuse");
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "suspend"') });
  });
});

test("a file that is no playbook is named as it was given", { timeout: 60_000 }, async () => {
  const stray = join(folder, "..", "stray.yaml");
  writeFileSync(stray, "playbook: stray\n");
  const { code, err } = await playbook("check", stray);
  expect(code).toBe(2);
  expect(err).toBe(`${stray} is no playbook; expected a folder with playbook.yaml.\n`);
});

test("a debugger says where no run would begin, and why", { timeout: 60_000 }, async () => {
  const { err } = await runCommand(["playbook", "debug", folder, "--script", "-"], {}, "where\n");
  expect(err).toContain("no run would begin: its trigger, size(incident.users) > 0, does not hold");
});
