/** From an alert to a locked account, a blocked address and an open ticket, and back: on OpenLDAP, nftables and Request Tracker themselves. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { hasNftables, type RunningFirewall, startNftables } from "../support/real/nftables.ts";
import { hasRequestTracker, type RunningRequestTracker, startRequestTracker } from "../support/real/request-tracker.ts";
import { hasSlapd, type RunningSlapd, startSlapd } from "../support/real/slapd.ts";
import { connectFirewall, connectRequestTracker, connectSlapd, healthOf } from "../support/real-connections.ts";
import { ticketsIn, writtenOn } from "../support/rt-tickets.ts";
import { oktaReport, suricataScan } from "../support/vendor-alerts.ts";
import { shortened, startWay, type Way } from "../support/way.ts";

const installed = { slapd: hasSlapd(), nftables: hasNftables(), tracker: hasRequestTracker() };
const PATIENCE = { timeout: 20_000, interval: 150 };
/** For Request Tracker, which takes a second over some requests. */
const SLOWLY = { timeout: 60_000, interval: 1_000 };

let way: Way;
let slapd: RunningSlapd;
let firewall: RunningFirewall;
let tracker: RunningRequestTracker;
const stopping: (() => Promise<void>)[] = [];

beforeAll(async () => {
  if (installed.slapd) {
    slapd = await startSlapd();
    stopping.push(slapd.stop);
  }
  if (installed.nftables) {
    firewall = await startNftables();
    stopping.push(firewall.stop);
  }
  if (installed.tracker) {
    tracker = await startRequestTracker();
    stopping.push(tracker.stop);
  }
  way = await startWay(installed.nftables ? [firewall.cidr] : []);
  stopping.push(way.stop);
  const { api } = way;
  await api.importPeople(200);
  await api.connect("okta", "okta");
  await api.connect("suricata", "suricata", { homeNetworks: ["10.0.0.0/8"] });
  if (installed.slapd) await connectSlapd(api, slapd);
  if (installed.nftables) await connectFirewall(api, firewall);
  if (installed.tracker) await connectRequestTracker(api, tracker);
});

afterAll(async () => {
  for (const stop of stopping.reverse()) await stop();
});

describe("with the shipped playbooks", () => {
  test("every connection says that it works", async (context) => {
    const names = [
      ...(installed.slapd ? ["directory"] : []),
      ...(installed.nftables ? ["firewall"] : []),
      ...(installed.tracker ? ["tickets"] : []),
    ];
    context.skip(names.length === 0, "needs one of slapd, nftables and Request Tracker");
    for (const name of names) expect([name, (await healthOf(way.api, name)).ok]).toEqual([name, true]);
  });

  describe("an account that its owner reports as taken over", () => {
    const user = "jdoe@corp.test";

    beforeEach((context) => context.skip(!installed.slapd || !installed.tracker, "needs slapd and Request Tracker"));

    test("is locked in the directory, and a ticket is open", async () => {
      expect(slapd.canBind("jdoe")).toBe(true);
      const report = oktaReport(user);
      await way.api.deliver("okta", report);
      await vi.waitFor(() => expect(slapd.canBind("jdoe")).toBe(false), PATIENCE);
      expect(slapd.ldapsearch("jdoe")).toContain("pwdAccountLockedTime: 000001010000Z");
      const incident = await vi.waitFor(async () => {
        const [found] = await way.api.incidents(user);
        expect(found).toMatchObject({ queue: "soc", containedAt: expect.any(String) as string });
        return found!;
      }, PATIENCE);
      expect(incident).toMatchObject({
        source: "Okta",
        severity: "high",
        initialDisposition: "unknown",
        entityType: "user",
        typeId: "intrusions/unprivileged-account-compromise",
      });
      expect(incident.handoffReason).toContain(`${user} is suspended`);
      const tickets = await ticketsIn(tracker);
      expect(tickets.map((ticket) => ticket.Subject)).toEqual([`Account ${user} is suspended`]);
      expect(incident.links).toMatchObject([{ kind: "ticket", connection: "tickets", externalId: tickets[0]!.id }]);

      await way.api.deliver("okta", report);
      await vi.waitFor(async () => {
        const [found] = await way.api.incidents(user);
        expect(found!.alerts).toMatchObject([{ duplicates: 1 }]);
      }, PATIENCE);
      expect(await ticketsIn(tracker)).toHaveLength(1);
    });

    test("stays locked for eight hours unless a person releases it", async () => {
      const [lease] = await way.api.leases(user);
      expect(lease).toMatchObject({ status: "active", connection: "directory", owner: "playbook:account-takeover" });
      expect(Date.parse(lease!.expiresAt) - Date.parse(lease!.startedAt)).toBe(8 * 3_600_000);
      expect(slapd.canBind("jdoe")).toBe(false);
      await way.api.call("POST", `/v1/containment/${lease!.id}/release`);
      await vi.waitFor(() => expect(slapd.canBind("jdoe")).toBe(true), PATIENCE);
      expect(slapd.ldapsearch("jdoe").some((line) => line.startsWith("pwdAccountLockedTime"))).toBe(false);
      await vi.waitFor(async () => {
        const [ended] = await way.api.leases(user);
        expect(ended).toMatchObject({ status: "released", releasedBy: "token:admin", error: null });
      }, PATIENCE);
    });
  });

  test("a login that is made to match everybody in the directory matches nobody", async (context) => {
    context.skip(!installed.slapd, "needs slapd");
    const hostile = "*)(|(uid=*))";
    const before = everybody();
    await way.api.deliver("okta", oktaReport(hostile));
    await vi.waitFor(async () => {
      const [incident] = await way.api.incidents(hostile);
      expect(incident).toMatchObject({ queue: "soc", containedAt: null });
      expect(incident!.handoffReason).toContain("does not know");
    }, PATIENCE);
    expect(everybody()).toEqual(before);
  });

  describe("an address that scans", () => {
    const attacker = "203.0.113.66";

    beforeEach((context) => context.skip(!installed.nftables, "needs nftables and root"));

    test("no longer gets a packet through, others do", async () => {
      expect(await firewall.canReach(attacker)).toBe(true);
      await way.api.deliver("suricata", suricataScan(attacker));
      await vi.waitFor(async () => expect(await firewall.elements("blocked4")).toContain(attacker), PATIENCE);
      expect(await firewall.canReach(attacker)).toBe(false);
      expect(await firewall.canReach("203.0.113.67")).toBe(true);
    });

    test("gets through again once a person releases it", async () => {
      const [lease] = await vi.waitFor(async () => {
        const leases = await way.api.leases(attacker);
        expect(leases).toMatchObject([{ status: "active", capability: "network.block-ip" }]);
        return leases;
      }, PATIENCE);
      expect(Date.parse(lease!.expiresAt) - Date.parse(lease!.startedAt)).toBe(24 * 3_600_000);
      await way.api.call("POST", `/v1/containment/${lease!.id}/release`);
      await vi.waitFor(async () => expect(await firewall.elements("blocked4")).not.toContain(attacker), PATIENCE);
      expect(await firewall.canReach(attacker)).toBe(true);
    });
  });
});

describe("with containments of six seconds, nobody pressing anything", () => {
  beforeAll(async () => {
    await way.api.call("POST", "/v1/playbooks", shortened("account-takeover", "8h", "6s"));
    await way.api.call("POST", "/v1/playbooks", shortened("hostile-address", "24h", "6s"));
  });

  test("the account is locked, then open again", async (context) => {
    context.skip(!installed.slapd || !installed.tracker, "needs slapd and Request Tracker");
    await way.api.deliver("okta", oktaReport("asmith@corp.test"));
    await vi.waitFor(() => expect(slapd.canBind("asmith")).toBe(false), PATIENCE);
    await vi.waitFor(() => expect(slapd.canBind("asmith")).toBe(true), PATIENCE);
    await expectReturned("asmith@corp.test");
    const ticket = (await ticketsIn(tracker)).find(({ Subject }) => Subject.includes("asmith@corp.test"));
    await vi.waitFor(async () => {
      const written = (await writtenOn(tracker, ticket!.id)).join("\n");
      expect(written).toContain("Containment ended: identity.suspend-user on asmith@corp.test");
    }, SLOWLY);
  });

  test("the address is blocked, then free again", async (context) => {
    context.skip(!installed.nftables, "needs nftables and root");
    const attacker = "2001:db8:bad::66";
    await way.api.deliver("suricata", suricataScan(attacker));
    await vi.waitFor(async () => expect(await firewall.canReach(attacker)).toBe(false), PATIENCE);
    await vi.waitFor(async () => expect(await firewall.canReach(attacker)).toBe(true), PATIENCE);
    expect(await firewall.elements("blocked6")).not.toContain(attacker);
    await expectReturned(attacker);
  });

  async function expectReturned(entity: string): Promise<void> {
    const lease = await vi.waitFor(async () => {
      const [found] = await way.api.leases(entity);
      expect(found).toMatchObject({ status: "released", releasedBy: "system" });
      return found!;
    }, PATIENCE);
    const lateMs = Date.parse(lease.releasedAt!) - Date.parse(lease.expiresAt);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(5_000);
    const effects = await way.api.effects(entity);
    expect(effects.filter(({ effectClass }) => ["contain", "recover"].includes(effectClass))).toMatchObject([
      { effectClass: "recover", status: "verified" },
      { effectClass: "contain", status: "verified" },
    ]);
  }
});

function everybody(): string[] {
  return ["jdoe", "asmith", "twin1", "twin2"].flatMap((uid) => slapd.ldapsearch(uid));
}
