/** Every playbook that is shipped, rehearsed under the shipped policies on an incident that fits it: nothing is done, and each effect has its decision. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { partConnections } from "../../range/connections.ts";
import { PART_NAMES } from "../../range/part.ts";
import type { Range } from "../../range/start.ts";
import { startTestServer, type TestServer } from "../../test/support/http-server.ts";
import { seedPastRun } from "../../test/support/past-rows.ts";
import { type Running, runCordon } from "../../test/support/running.ts";
import { seedIncident } from "../../test/support/seed.ts";
import { SHIPPED } from "../first-start.ts";
import type { Program } from "../playbook/program.ts";
import { answersOf } from "../playbook/run-cases.ts";
import { type PlaybookCase, parseTestFile } from "../playbook/test-file.ts";
import { playbooksInForce } from "../store/content.ts";
import { transaction } from "../store/database.ts";
import { fillFacts } from "../taxonomy/example-facts.ts";
import type { Rehearsal } from "./contract/rehearsal.ts";

/** What is rehearsed of each: the case in which nothing fails and most is done. */
const files = globSync(join(SHIPPED, "playbooks/*/playbook.test.yaml")).sort();
const shipped = files.map((file) => {
  const { cases } = parseTestFile(readFileSync(file, "utf8"), { file });
  const effectsOf = ({ expect: { effects = [] } }: PlaybookCase) => effects.length;
  const fitting = cases.filter((one) => !/"(refused|error)":/.test(JSON.stringify(one.answers)));
  fitting.sort((a, b) => effectsOf(b) - effectsOf(a));
  return { name: file.split("/").at(-2) ?? "", fitting: fitting[0]! };
});
const responding = shipped.filter(({ fitting }) => Object.keys(fitting.inputs).length === 0);

let cordon: Running;
let products: TestServer;
const programs = new Map<string, { versionId: string; program: Program }>();
beforeAll(async () => {
  products = await startTestServer((_request, response) => void response.writeHead(500).end());
  cordon = await runCordon();
  const parts = Object.fromEntries(PART_NAMES.map((name) => [name, { url: products.url }]));
  for (const connection of partConnections({ parts, token: "t" } as unknown as Range))
    await cordon.call("POST", "/v1/connections", connection);
  const versions = await transaction(cordon.database.system, (client) => playbooksInForce(client, cordon.workspaceId));
  for (const { name, id, program } of versions) programs.set(name, { versionId: id, program: program as Program });
});
afterAll(async () => {
  await cordon?.stop();
  await products?.close();
});

/** An incident as the case has it, with a run on record in which the products answered as the case says. */
async function incidentOf(name: string, fitting: PlaybookCase): Promise<number> {
  const { database, workspaceId } = cordon;
  const { id: incidentId, number } = await seedIncident(database, workspaceId, { facts: fillFacts(fitting.incident) });
  await seedPastRun(database, { workspaceId, incidentId, ...programs.get(name)! }, answersOf(fitting));
  return number;
}

const written = async () =>
  (
    await cordon.database.system.query(
      "SELECT (SELECT count(*) FROM effects) AS effects, (SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM approvals) AS approvals, (SELECT count(*) FROM leases) AS leases, (SELECT count(*) FROM forms) AS forms, (SELECT count(*) FROM audit) AS audit",
    )
  ).rows;

describe("a shipped playbook in force", { timeout: 60_000 }, () => {
  test("is rehearsed here, all but those that are parts of others", () => {
    expect(responding.length).toBeGreaterThanOrEqual(15);
    const parts = ["contain-account", "contain-device", "judge-address"];
    expect(shipped.filter((one) => !responding.includes(one)).map(({ name }) => name)).toEqual(parts);
  });

  test.each(responding)("$name says each effect with the guard's decision, and touches nothing", async (one) => {
    const incident = await incidentOf(one.name, one.fitting);
    const before = { asked: products.seen.length, written: await written() };
    const body = { playbook: one.name, incident: String(incident) };
    const came = await cordon.call<Rehearsal>("POST", "/v1/playbooks/rehearse", body);
    expect({ asked: products.seen.length, written: await written() }).toEqual(before);

    expect(came.triggered).toBe(true);
    for (const effect of came.effects) {
      expect(effect, effect.says).toMatchObject({ connection: expect.stringMatching(/^range-/), frozen: null });
      expect(effect.reason, effect.says).not.toBe("");
      if (effect.decision !== "ask") expect(effect.policies, effect.says).not.toEqual([]);
      else expect(effect.needs, effect.says).toMatch(/yes/);
    }
    // What the policies refuse goes another way from there on; up to it the rehearsal is what the case expects.
    const refused = came.effects.findIndex(({ decision }) => decision === "refuse");
    const same = refused < 0 ? undefined : refused + 1;
    const expected = one.fitting.expect.effects ?? [];
    expect(came.effects.slice(0, same).map(({ capability }) => capability)).toEqual(
      expected.slice(0, same).map(({ capability }) => capability),
    );
  });
});
