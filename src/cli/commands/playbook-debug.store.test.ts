import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestApi } from "../../../test/support/api.ts";
import { runCommand } from "../../../test/support/command-line.ts";
import { inForce, seedPastRun } from "../../../test/support/past-rows.ts";
import { seedIncident } from "../../../test/support/seed.ts";
import { type ServedApi, servedApi } from "../../../test/support/served-api.ts";

const SOURCE = `playbook: watched
title: Watched
description: For tests
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - id: account
    action: identity.get-user
    with: { user: "=incident.users[0]" }
  - if: steps.account.found
    then:
      - id: suspend
        action: identity.suspend-user
        with: { user: "=incident.users[0]" }
        for: 4h
    else: []
  - id: done
    end: true-positive
    reason: "{{ steps.account.displayName }}"
`;
const CASES = `cases:
  - name: known
    incident: { entity: { type: user, key: ann@example.com } }
    answers: { account: { found: true, enabled: true, privileged: false, displayName: Ann, groups: [] } }
    expect: { outcome: true-positive }
`;

let api: TestApi;
let served: ServedApi;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  served = await servedApi(["engineer"]);
  ({ api, folder, env } = served);
  mkdirSync(join(folder, "watched"));
  writeFileSync(join(folder, "watched", "playbook.yaml"), SOURCE);
  writeFileSync(join(folder, "watched", "playbook.test.yaml"), CASES);
  const { database, workspaceId } = api.store;
  const pinned = { workspaceId, ...(await inForce(database, workspaceId, SOURCE)) };
  const { id: incidentId } = await seedIncident(database, workspaceId, { entityKey: "bob\u202e@example.com" });
  await seedPastRun(database, { ...pinned, incidentId }, (work) =>
    work.kind === "action" && work.capability === "identity.get-user"
      ? { output: { found: true, enabled: true, privileged: false, displayName: "Bob\u001b[2J", groups: [] } }
      : undefined,
  );
});
afterAll(() => served?.close());

const debug = (name: string, args: string[], script: string[]) =>
  runCommand(["playbook", "debug", name, "--script", "-", ...args], env, script.join("\n"));
const items = (out: string) => (JSON.parse(out) as { items: { value: unknown }[] }).items.map(({ value }) => value);

describe("cordon playbook debug", { timeout: 60_000 }, () => {
  test("goes through a case: breakpoints by step and by line, expressions, other answers, and back", async () => {
    const { code, out, err } = await debug(
      join(folder, "watched"),
      ["--case", "known", "--json"],
      [
        "# comments are left out",
        "break 13",
        "continue",
        "eval steps.account.displayName",
        "set identity.suspend-user refuse",
        "continue",
        "rerun account",
        'set account {"found": false, "enabled": false, "privileged": false, "displayName": "", "groups": []}',
        "delete suspend",
        "continue",
        "quit",
        "never read",
      ],
    );
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(items(out)).toMatchObject([
      { breakpoint: "suspend" },
      { at: "step", step: "suspend", line: 13 },
      { value: "Ann" },
      { answers: "identity.suspend-user" },
      { at: "end", ending: { kind: "handoff" } },
      { at: "step", step: "account" },
      { answers: "account" },
      { deleted: "suspend", was: true },
      { at: "end", ending: { disposition: "true-positive" } },
    ]);
  });

  test("goes through an incident of the past with what was answered then, its text made safe", async () => {
    const { code, out } = await debug("watched", ["--incident", "1"], ["continue", "show record", "show incident"]);
    expect(code).toBe(0);
    expect(out).toContain("The end: true-positive, resolved: Bob\\u001b[2J");
    expect(out).toContain("bob\\u202e@example.com");
    expect(out).not.toContain("\u001b");
  });

  test("tells the answers of the commands before the one that fails, then the failure and its line", async () => {
    const script = ["break suspend", "", "step", "brake account", "continue"];
    const args = ["--case", "known"];
    const { code, out, err } = await debug(join(folder, "watched"), args, script);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^-:4 "brake" is no command/) });
    expect(out).toMatch(/^> break suspend\n[\s\S]*"suspend"[\s\S]*\n> step\nBefore /);
    expect(out).not.toContain("brake");
    const told = await debug(join(folder, "watched"), [...args, "--json"], script);
    expect(told.code).toBe(2);
    expect(JSON.parse(told.out)).toMatchObject({
      items: [{ command: "break suspend" }, { command: "step", value: { at: "step" } }],
      error: { code: "cli.no-such-command", details: { place: "-:4" } },
    });
  });

  test("asks where nobody has an answer, and says what is wrong with a line and where", async () => {
    const asked = await debug(join(folder, "watched"), [], ["step", "answer {}"]);
    expect(asked).toMatchObject({ code: 2, err: expect.stringMatching(/^-:2 The run waits for no answer/) });
    const typed = await debug(join(folder, "watched"), [], ["brake suspend"]);
    expect(typed).toMatchObject({
      code: 2,
      err: expect.stringContaining('"brake" is no command; expected one of help'),
    });
    expect(await debug(join(folder, "watched"), ["--case", "know"], [])).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "known"'),
    });
  });
});
