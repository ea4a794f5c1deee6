/** What people are asked before a product is: by whom it is allowed, what silence does, and what a yes is good for. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AskingCordon, startAsking, until } from "../../test/support/asking-cordon.ts";
import { wordLines } from "../model/words.ts";

let asking: AskingCordon;
let before: number;
beforeAll(async () => {
  asking = await startAsking();
});
beforeEach(() => {
  before = asking.product.seen.length;
});
afterAll(() => asking?.stop());

const said = () => asking.product.seen.length - before;
const yes = (person: string, id: string, body = {}) => asking.as(person, "POST", `/v1/approvals/${id}/approve`, body);
const handedOver = (approval: Parameters<AskingCordon["handoffOf"]>[0]) =>
  until(async () => (await asking.handoffOf(approval)) || undefined);

describe("two people are asked", () => {
  test("in words that say all of it, and it is done once when both have said yes", async () => {
    await asking.policies('@reason("words are weighed") @decision("ask") @approvers("2") @expires("30m")');
    const approval = await asking.ask();
    expect(Object.fromEntries(wordLines(approval.words))).toMatchObject({
      What: "POST /word by product",
      "For how long": "once",
      Why: "Tell the product",
      Incident: expect.stringMatching(/^\d+: x \(.*severity high/),
      "What was seen": expect.stringMatching(
        /^one alert from Suricata, of 2026-11-01T10:00:00Z; .*names .*10\.0\.0\.\d+/,
      ),
      Playbook: "one-word version 1 (stable)",
      "The policies": "A yes is asked for by word (words are weighed).",
      Answer: "the yes of 2 different people with the role approver, within 30m; else it is refused",
    });
    expect(await yes("ada", approval.id, { argsHash: approval.argsHash })).toMatchObject({ status: 200 });
    expect(await yes("ada", approval.id)).toMatchObject({ status: 409, body: { code: "approval.said-already" } });
    expect(said()).toBe(0);
    const crowd = await Promise.all(["bob", "cy", "dan", "eve"].map((who) => yes(who, approval.id)));
    expect(crowd.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    await until(async () => (said() === 1 ? true : undefined));
    expect((await asking.approval(approval.id)).usedAt).not.toBeNull();
  });
});

describe("silence", () => {
  test("is a no where nothing else is written", async () => {
    await asking.policies('@decision("ask")');
    const approval = await asking.ask();
    await asking.passTime(approval);
    expect(await handedOver(approval)).toContain("Nobody answered the approval in time.");
    expect(await yes("ada", approval.id)).toMatchObject({ status: 409 });
    expect(said()).toBe(0);
  });

  test("has the next in the order asked, and is a no after the last", async () => {
    await asking.policies('@decision("ask") @on_expiry("escalate") @queue("night")');
    for (const [place, person] of ["ada", "bob"].entries()) {
      await asking.as(person, "GET", "/v1/me");
      await asking.cordon.call("POST", "/v1/on-call", { queue: "night", person, place: place + 1 });
    }
    const approval = await asking.ask();
    await asking.passTime(approval);
    const second = await asking.approval(approval.id);
    expect(second).toMatchObject({ status: "pending", round: 1 });
    expect(new Date(second.expiresAt).getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    await asking.passTime(second);
    expect(await handedOver(approval)).toContain("nobody is left in the on-call order");
    expect(said()).toBe(0);
  });

  test("is a yes within its budget where the policies say so, and a no beyond it", async () => {
    await asking.policies('@decision("ask") @on_expiry("proceed") @budget("1 per 1d")');
    const [first, second] = [await asking.ask(), await asking.ask()];
    await asking.passTime(first);
    await until(async () => (said() === 1 ? true : undefined));
    expect(await asking.approval(first.id)).toMatchObject({ status: "proceeded", decidedBy: null });
    await asking.passTime(second);
    expect(await handedOver(second)).toContain("what may be done unanswered is used up");
    expect(said()).toBe(1);
  });

  test("is a no when the policies no longer let it proceed", async () => {
    await asking.policies('@decision("ask") @on_expiry("proceed") @budget("9 per 1d")');
    const approval = await asking.ask();
    await asking.policies('@decision("ask")');
    await asking.passTime(approval);
    expect(await handedOver(approval)).toContain("Nobody answered");
    expect(said()).toBe(0);
  });
});

describe("a yes", () => {
  test("does not lift what is forbidden by now", async () => {
    await asking.policies('@decision("ask")');
    const approval = await asking.ask();
    const forbid = `@id("no") @reason("the product is being moved") forbid (principal, action == Action::"http.send", resource);`;
    await asking.policies('@decision("ask")', forbid);
    await yes("ada", approval.id);
    expect(await handedOver(approval)).toContain("the product is being moved");
    expect(said()).toBe(0);
  });

  test("is not good for another effect than the one that was asked about", async () => {
    await asking.policies('@decision("ask")');
    const approval = await asking.ask();
    await asking.cordon.call("DELETE", "/v1/connections/product");
    await asking.cordon.addWebhook("elsewhere", asking.product.url);
    await yes("ada", approval.id);
    expect(await handedOver(approval)).toContain("What would be done now is not what people were asked about.");
    expect(said()).toBe(0);
  });
});
