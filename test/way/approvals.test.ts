/** What a playbook may not do by itself: a person is asked, or nobody is; seen in a real directory. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Approval } from "../../src/model/approval.ts";
import { hasSlapd, type RunningSlapd, startSlapd } from "../support/real/slapd.ts";
import { connectSlapd } from "../support/real-connections.ts";
import { oktaReport } from "../support/vendor-alerts.ts";
import { startWay, type Way } from "../support/way.ts";

const installed = hasSlapd();
const PATIENCE = { timeout: 20_000, interval: 150 };

let way: Way;
let slapd: RunningSlapd;

beforeEach((context) => context.skip(!installed, "needs slapd"));

beforeAll(async () => {
  if (!installed) return;
  slapd = await startSlapd();
  way = await startWay();
  const privileged = { privileged: true };
  await way.api.importPeople(200, [
    { key: "asmith@corp.test", attributes: privileged },
    { key: "twin1", attributes: privileged },
    { key: "twin2", attributes: privileged },
    { key: "jdoe@corp.test", attributes: { protected: true } },
  ]);
  await way.api.connect("okta", "okta");
  await connectSlapd(way.api, slapd);
});

afterAll(async () => {
  await way?.stop();
  await slapd?.stop();
});

describe("a privileged account", () => {
  const user = "asmith@corp.test";

  test("is not touched before somebody says yes, and the run waits in the database alone", async () => {
    await way.api.deliver("okta", oktaReport(user));
    const approval = await askedAbout(user);
    expect(approval.summary).toContain(`suspend account ${user} by directory`);
    expect(slapd.canBind("asmith")).toBe(true);
    expect(await way.api.leases(user)).toEqual([]);
    await expectNothingInMemory();
    expect(await way.api.runs("waiting")).toMatchObject([{ playbook: "account-takeover" }]);
  });

  test("is still untouched after a yes to another effect than the one that is asked for", async () => {
    const approval = await askedAbout(user);
    const path = `/v1/approvals/${approval.id}/approve`;
    expect(await way.api.statusOf("POST", path, { argsHash: "0".repeat(64) })).toBe(409);
    expect(await askedAbout(user)).toMatchObject({ status: "pending" });
    expect(slapd.canBind("asmith")).toBe(true);
  });

  test("survives a restart of the machine as asked, and is locked after the yes", async () => {
    await way.restart();
    const approval = await askedAbout(user);
    await way.api.decide(approval.id, "approve", { argsHash: approval.argsHash, comment: "spoke to the owner" });
    await vi.waitFor(() => expect(slapd.canBind("asmith")).toBe(false), PATIENCE);
    expect(slapd.ldapsearch("asmith")).toContain("pwdAccountLockedTime: 000001010000Z");
    expect(await way.api.statusOf("POST", `/v1/approvals/${approval.id}/refuse`, { reason: "too late" })).toBe(409);
    await vi.waitFor(async () => {
      expect(await way.api.leases(user)).toMatchObject([{ status: "active", owner: "playbook:account-takeover" }]);
    }, PATIENCE);
  });
});

describe("two accounts asked about at the same time", () => {
  test("are answered each for itself", async () => {
    await way.api.deliver("okta", [oktaReport("twin1"), oktaReport("twin2")]);
    const [first, second] = [await askedAbout("twin1"), await askedAbout("twin2")];
    expect(first.id).not.toBe(second.id);
    await expectNothingInMemory();
    await way.api.decide(first.id, "approve");
    await vi.waitFor(() => expect(slapd.canBind("twin1")).toBe(false), PATIENCE);
    expect(await askedAbout("twin2")).toMatchObject({ id: second.id, status: "pending" });
    expect(slapd.canBind("twin2")).toBe(true);

    await way.api.decide(second.id, "refuse", { reason: "it was her" });
    const handedOver = await vi.waitFor(async () => {
      const [incident] = await way.api.incidents("twin2");
      expect(incident).toMatchObject({ queue: "soc", containedAt: null });
      return incident!;
    }, PATIENCE);
    expect(handedOver.handoffReason).toContain("twin2 was not suspended");
    expect(handedOver.handoffQuestions).toContain("Was it the user?");
    expect(handedOver.approvals).toMatchObject([{ status: "denied", decidedBy: "token:way", comment: "it was her" }]);
    expect(slapd.canBind("twin2")).toBe(true);
    expect(await way.api.leases("twin2")).toEqual([]);
  });
});

test("a protected account is never touched, nobody is asked, and the incident is handed over", async () => {
  const user = "jdoe@corp.test";
  await way.api.deliver("okta", oktaReport(user));
  const incident = await vi.waitFor(async () => {
    const [found] = await way.api.incidents(user);
    expect(found).toMatchObject({ queue: "soc", containedAt: null });
    return found!;
  }, PATIENCE);
  expect(incident.approvals).toEqual([]);
  const contain = (await way.api.effects(user)).filter(({ effectClass }) => effectClass === "contain");
  expect(contain).toMatchObject([{ status: "refused", guard: { decision: "refuse", policies: ["never-protected"] } }]);
  expect(slapd.canBind("jdoe")).toBe(true);
});

/** The pending approval about an account, as soon as there is one. */
function askedAbout(user: string): Promise<Approval> {
  return vi.waitFor(async () => {
    const asked = (await way.api.approvals()).filter((one) => one.summary.includes(`suspend account ${user} `));
    expect(asked).toMatchObject([{ status: "pending" }]);
    return asked[0]!;
  }, PATIENCE);
}

async function expectNothingInMemory(): Promise<void> {
  await vi.waitFor(() => expect(way.serving.cordon.engine.active()).toBe(0), PATIENCE);
  const owned = await way.query("SELECT id FROM runs WHERE owner IS NOT NULL AND ended_at IS NULL");
  expect(owned).toEqual([]);
}
