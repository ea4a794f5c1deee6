/** Everything that is contained is given back at once: of an incident, an entity, a playbook or a workspace, and of no other. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RangedCordon, startRanged } from "../../test/support/ranged-cordon.ts";
import { seedIncident, seedResponse } from "../../test/support/seed.ts";
import { ensureWorkspace } from "../store/workspace.ts";

const [ONE, TWO, THREE] = ["198.51.100.1", "198.51.100.2", "198.51.100.3"];
const STEPS = `steps:
  - { action: network.block-ip, with: { ip: "=incident.ips[0]" }, for: 4h }
  - { end: true-positive, reason: Blocked. }
`;

let ranged: RangedCordon;
let incidents: string[];
beforeAll(async () => {
  ranged = await startRanged();
});
/** Two addresses by one playbook, a third by another. */
beforeEach(async () => {
  await release({ all: true });
  await ranged.responds("block-one", STEPS);
  incidents = [(await ranged.alert(ONE)).incidentId, (await ranged.alert(TWO)).incidentId];
  await ranged.responds("block-another", STEPS);
  incidents.push((await ranged.alert(THREE)).incidentId);
  expect(ranged.blocked()).toEqual([ONE, TWO, THREE]);
});
afterAll(() => ranged?.stop());

/** Resolves once all that was asked for is undone. */
async function release(what: object): Promise<number> {
  const body = { ...what, reason: "A test." };
  const { released } = await ranged.cordon.call<{ released: number }>("POST", "/v1/containment/release", body, 202);
  const open = "SELECT 1 FROM leases WHERE workspace_id = $1 AND status <> 'released' AND expires_at <= now()";
  const left = async () => (await ranged.cordon.database.system.query(open, [ranged.cordon.workspaceId])).rowCount;
  while ((await left()) !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return released;
}

test("of one incident", async () => {
  expect(await release({ incident: incidents[1] })).toBe(1);
  expect(ranged.blocked()).toEqual([ONE, THREE]);
});

test("of one entity, and twice asked it is undone once", async () => {
  const before = ranged.effects().filter(({ verb }) => verb === "unblock-ip").length;
  const counts = await Promise.all([release({ entity: ONE }), release({ entity: ONE })]);
  expect(Math.max(...counts)).toBe(1);
  expect(ranged.blocked()).toEqual([TWO, THREE]);
  expect(ranged.effects().filter(({ verb }) => verb === "unblock-ip").length).toBe(before + 1);
});

test("of one playbook", async () => {
  expect(await release({ playbook: "block-one" })).toBe(2);
  expect(ranged.blocked()).toEqual([THREE]);
  expect(await release({ playbook: "block-one" }), "nothing of it is left").toBe(0);
});

test("of the workspace, and of no other workspace", async () => {
  const { database } = ranged.cordon;
  const { id: elsewhere } = await ensureWorkspace(database.system, "elsewhere");
  const incident = await seedIncident(database, elsewhere);
  const { leaseId } = await seedResponse(database, elsewhere, incident.id);
  expect(await release({ all: true })).toBe(3);
  expect(ranged.blocked()).toEqual([]);
  const other = await database.system.query("SELECT status, expires_at > now() AS holds FROM leases WHERE id = $1", [
    leaseId,
  ]);
  expect(other.rows).toEqual([{ status: "active", holds: true }]);
  const audit = "SELECT details FROM audit WHERE action = 'containments-release-asked' ORDER BY id DESC LIMIT 1";
  expect((await database.system.query(audit)).rows).toMatchObject([
    { details: { all: true, reason: "A test.", containments: 3 } },
  ]);
});

test("of everything takes a word that says so", async () => {
  await ranged.cordon.call("POST", "/v1/containment/release", { reason: "A test." }, 400);
  await ranged.cordon.call("POST", "/v1/containment/release", { entity: ONE, all: true, reason: "A test." }, 400);
  expect(ranged.blocked()).toEqual([ONE, TWO, THREE]);
});
