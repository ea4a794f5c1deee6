/** A playbook rehearsed on an incident: what it would do, what the guard would say, and that nothing is done. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AskingCordon, startAsking, until } from "../../test/support/asking-cordon.ts";
import { runCommand } from "../../test/support/command-line.ts";
import type { Rehearsal } from "./contract/rehearsal.ts";

let asking: AskingCordon;
beforeAll(async () => {
  asking = await startAsking();
  await asking.policies('@decision("ask") @approvers("2") @reason("words are weighed")');
  await asking.alert();
  await until(async () => {
    const { items } = await asking.cordon.call<{ items: unknown[] }>("GET", "/v1/approvals?status=pending");
    return items.length > 0 ? true : undefined;
  });
});
afterAll(() => asking?.stop());

const DRAFT = `playbook: look-first
title: Look before saying
description: For a test of rehearsals.
maturity: stable
trigger: "true"
default-queue: soc
steps:
  - { id: look, action: http.query, with: { path: /score } }
  - { id: say, action: http.send, with: { path: "/said/{{ steps.look.status }}" } }
  - { id: cut, action: http.contain, with: { entity: laptop-1, entityType: device, path: /cut } }
  - { end: true-positive, reason: Done. }
`;

const rehearse = (body: object) =>
  asking.cordon.call<Rehearsal>("POST", "/v1/playbooks/rehearse", { incident: "1", ...body });
const counts = async () =>
  (
    await asking.cordon.database.system.query(
      "SELECT (SELECT count(*) FROM effects) AS effects, (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM approvals) AS approvals, (SELECT count(*) FROM audit) AS audit",
    )
  ).rows;

describe("a playbook in force", () => {
  test("is rehearsed with the guard's decision and what a yes takes; nothing is asked of the product, nothing written", async () => {
    const before = await counts();
    const came = await rehearse({ playbook: "one-word" });
    expect(came).toMatchObject({
      ...{ playbook: "one-word", version: 1, incident: 1, triggered: true, outcome: "true-positive", reads: [] },
      effects: [
        {
          ...{ step: "say", capability: "http.send", connection: "product", decision: "ask", policies: ["word"] },
          needs: expect.stringContaining("2 different people"),
          frozen: null,
        },
      ],
    });
    expect(asking.product.seen).toEqual([]);
    expect(await counts()).toEqual(before);
  });

  test("says what a freeze would hold, and what is misspelled", async () => {
    const frozen = { scope: "capability", name: "http.send", reason: "A test." };
    const { id } = await asking.cordon.call<{ id: string }>("POST", "/v1/freezes", frozen, 201);
    expect((await rehearse({ playbook: "one-word" })).effects[0]!.frozen).toContain("A test.");
    await asking.cordon.call("POST", `/v1/freezes/${id}/thaw`, { reason: "r" });
    await expect(rehearse({ playbook: "one-wrod" })).rejects.toThrow(/did you mean|Did you mean/);
    await expect(rehearse({ playbook: "one-word", incident: "999" })).rejects.toThrow(/404/);
  });
});

describe("a draft", () => {
  const draft = { source: DRAFT, file: "playbooks/look-first/playbook.yaml" };

  test("reads blanks unless live reads are asked for, and then only what observes", async () => {
    const came = await rehearse(draft);
    expect(came.version).toBeNull();
    expect(came.reads).toEqual([
      { step: "look", capability: "http.query", target: null, answered: "blank", error: null },
    ]);
    expect(came.effects.map(({ says }) => says)).toEqual(["POST /said/0", expect.stringContaining("laptop-1")]);
    expect(asking.product.seen).toEqual([]);

    const live = await rehearse({ ...draft, liveReads: true });
    expect(live.reads).toMatchObject([{ answered: "live", error: null }]);
    expect(live.effects[0]!.says).toBe("POST /said/200");
    expect(asking.product.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /score"]);
  });

  test("that reaches what is forbidden goes its way for a refusal", async () => {
    const forbid = '@id("no") @reason("never that") forbid (principal, action == Action::"http.contain", resource);';
    await asking.policies('@decision("ask")', forbid);
    const came = await rehearse(draft);
    expect(came.effects.at(-1)).toMatchObject({ decision: "refuse", reason: expect.stringContaining("never that") });
    expect(came).toMatchObject({ outcome: "handoff", queue: "soc" });
  });
});

test("what it would do counts against the budgets: of three the last asks where two are allowed", async () => {
  await asking.policies('@budget("2 per 1h")');
  const words = ["a", "b", "c"].map((word) => `  - { action: http.send, with: { path: /${word} } }\n`).join("");
  const head = DRAFT.slice(0, DRAFT.indexOf("  - { id: look"));
  const source = `${head}${words}  - { end: true-positive, reason: Done. }\n`;
  const { effects } = await rehearse({ source, file: "playbooks/look-first/playbook.yaml" });
  expect(effects.map(({ decision }) => decision)).toEqual(["allow", "allow", "ask"]);
  expect(effects[2]!.reason).toContain("The budget of word is used up: at most 2 an hour.");
});

test("the command says it in words, of one in force and of a file", async () => {
  await asking.policies('@decision("ask") @reason("words are weighed")');
  const { token } = await asking.cordon.call<{ token: string }>("POST", "/v1/tokens", {
    name: "eng",
    roles: ["engineer"],
  });
  const env = { CORDON_URL: asking.cordon.url, CORDON_TOKEN: token, CORDON_CREDENTIALS: "/nonexistent" };
  const cordon = (...args: string[]) => runCommand(["playbook", "rehearse", ...args, "--incident", "1"], env);
  const named = await cordon("one-word");
  expect(named).toMatchObject({ code: 0, err: "" });
  for (const words of ["one-word version 1", "POST /word", "people are asked", "words are weighed"])
    expect(named.out.replace(/\s+/g, " ")).toContain(words);
  const shipped = await cordon("playbooks/triage-handoff", "--json");
  expect(shipped.code).toBe(0);
  expect(JSON.parse(shipped.out)).toMatchObject({ playbook: "triage-handoff", version: null });
  expect((await cordon("no-such-playbook")).code).not.toBe(0);
});
