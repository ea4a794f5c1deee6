/** `npm run demo -- --once --json`, from nothing, as a new user starts it: what it says, and what the simulated company shows of it. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DemoSummary } from "../../range/demo-table.ts";
import type { IncidentLine } from "../../src/store/incident-overview.ts";

const ROOT = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "cordon-demo-"));

interface Played {
  summary: DemoSummary;
  incidents: IncidentLine[];
}

/** The parts of the range's own state that effects show in. */
interface RangeState {
  identity: { users: { profile: { login: string }; status: string }[]; keys: { id: string; status: string }[] };
  endpoint: { devices: { host: string; isolated: boolean }[] };
  firewall: { ips: { value: string }[]; domains: { value: string }[] };
  ticket: { tickets: { subject: string; body: string; status: string }[] };
  siem: { alerts: { source: string; status: string }[] };
}

let played: Played;
let tookMs: number;

beforeAll(async () => {
  const began = performance.now();
  played = await demo();
  tookMs = performance.now() - began;
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

test("the way is shown whole: enough incidents of enough kinds, with every kind of end", () => {
  const { summary } = played;
  expect(summary.incidents).toBeGreaterThanOrEqual(8);
  expect(summary.types).toBeGreaterThanOrEqual(5);
  expect(summary.sources).toBeGreaterThanOrEqual(5);
  expect(summary.contained).toBeGreaterThanOrEqual(4);
  expect(summary.awaitingApproval).toBeGreaterThanOrEqual(1);
  expect(summary.handedOver).toBeGreaterThanOrEqual(1);
  expect(summary.falsePositives).toBeGreaterThanOrEqual(1);
  expect(summary.timeToContainP50Ms).toBeGreaterThan(0);
  expect(tookMs).toBeLessThan(60_000);
});

test("each containment is seen in the company's own system, and nothing else is contained there", () => {
  const { identity, endpoint, firewall } = rangeState();
  const said = (capability: string) => [
    ...new Set(
      played.incidents
        .flatMap(({ done }) => done)
        .filter((effect) => effect.capability === capability)
        .map(({ entityKey }) => entityKey),
    ),
  ];
  const suspended = identity.users.filter(({ status }) => status === "SUSPENDED").map(({ profile }) => profile.login);
  const isolated = endpoint.devices.filter((device) => device.isolated).map(({ host }) => host);
  const disabled = identity.keys.filter(({ status }) => status !== "active").map(({ id }) => id.toLowerCase());
  expect(suspended.sort()).toEqual(said("identity.suspend-user").sort());
  expect(isolated.sort()).toEqual(said("endpoint.isolate").sort());
  expect(disabled.sort()).toEqual(
    said("cloud.disable-access-key")
      .map((key) => key.toLowerCase())
      .sort(),
  );
  expect(firewall.ips.map(({ value }) => value).sort()).toEqual(said("network.block-ip").sort());
  expect(firewall.domains.map(({ value }) => value).sort()).toEqual(said("network.block-domain").sort());
  expect(suspended.length + isolated.length + disabled.length + firewall.ips.length).toBeGreaterThanOrEqual(4);
});

test("each ticket says what its incident says", () => {
  const { tickets } = rangeState().ticket;
  const opened = played.incidents.filter(({ done }) => done.some(({ capability }) => capability === "ticket.create"));
  expect(tickets).toHaveLength(opened.length);
  for (const incident of opened) {
    const ticket = tickets.find(({ body }) => body.startsWith(`Incident ${incident.number}:`));
    const ended = ["resolved", "closed"].includes(incident.status);
    expect([incident.number, ["solved", "closed"].includes(ticket?.status ?? "")]).toEqual([incident.number, ended]);
  }
});

test("started again on the same data it finds it, and does nothing twice", async () => {
  const before = rangeState();
  const again = await demo();
  expect(again.summary).toEqual(played.summary);
  expect(again.incidents.map(({ number }) => number)).toEqual(played.incidents.map(({ number }) => number));
  const after = rangeState();
  expect(after.ticket.tickets).toHaveLength(before.ticket.tickets.length);
  expect(after.identity.users.map(({ status }) => status)).toEqual(before.identity.users.map(({ status }) => status));
});

/** Plays in a process of its own and answers the last line it prints. */
async function demo(): Promise<Played> {
  const args = [join(ROOT, "bin/serve.mjs"), "--demo", "--once", "--json"];
  const { stdout } = await promisify(execFile)(join(ROOT, "node_modules/.bin/node"), args, {
    env: { ...process.env, CORDON_HOME: home, CORDON_PORT: "0", DATABASE_URL: "" },
    timeout: 120_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Played;
}

function rangeState(): RangeState {
  const { parts } = JSON.parse(readFileSync(join(home, "range.json"), "utf8")) as {
    parts: Record<string, { entities: unknown }>;
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, { entities }]) => [name, entities]),
  ) as unknown as RangeState;
}
