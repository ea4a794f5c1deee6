/** A draft of a playbook over the incidents of the past: read in the order of their ids, a batch at a time, and forgotten when compared. */
import { setImmediate as turn } from "node:timers/promises";
import type { IncidentFacts } from "../model/incident.ts";
import { type Comparison, compareOne, type PastIncident, type Trial } from "../playbook/backtest.ts";
import type { PastOptions } from "../playbook/backtest-run.ts";
import { newBacktestSum } from "../playbook/backtest-sum.ts";
import type { Program } from "../playbook/program.ts";
import { boundedRead } from "../store/bounded-read.ts";
import { playbookHistory, playbooksInForce, playbookVersions } from "../store/content.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { countPastIncidents, type PastFilter, type PastIncidentRow, pastIncidents } from "../store/past-incidents.ts";
import { BacktestDecider, type DecidingPolicies } from "./backtest-decisions.ts";
import type { BacktestEnd, BacktestLine } from "./contract/backtest.ts";
import { EXPORT_MS } from "./export.ts";

export interface Backtest {
  workspaceId: string;
  /** A checked one. */
  draft: Program;
  since: string;
  until?: string | undefined;
  types: string[];
  /**
   * Of those types, the incidents that the playbook is mapped to, and besides whatever it ran on; null for all of these types and no others.
   */
  mapped: ((facts: IncidentFacts) => boolean) | null;
  all: boolean;
  policies: DecidingPolicies;
  options: PastOptions;
}

/** Incidents read at once; what they take of memory is what a backtest takes. */
const AT_ONCE = 200;
/** After so many the process does other things first. */
const IN_ONE_GO = 10;
const TOLD_EVERY_MS = 1_000;
const ENDED = new Set(["done", "failed", "cancelled"]);

/** Compares one incident after the other; the caller may stop at any line. Nothing is written, and no connection is within reach. */
export async function* backtest(database: Database, of: Backtest): AsyncGenerator<BacktestLine> {
  const { workspaceId, draft } = of;
  const { inForce, number, versions } = await versionsOf(database, workspaceId, draft.name);
  const filter = { since: of.since, until: of.until, types: of.types, versions: of.mapped === null ? null : versions };
  const total = await boundedRead(database, workspaceId, (c) => countPastIncidents(c, workspaceId, filter), EXPORT_MS);
  const programs = new Map<string, Program>(inForce === null ? [] : [[inForce.id, inForce.program]]);
  const trial: Trial = { draft, inForce, programs, options: of.options };
  const adding = newBacktestSum();
  const decider = new BacktestDecider(database, workspaceId, of.policies, { inForce: inForce?.program ?? null, draft });
  const sum = () => ({ ...adding.sum(), decisions: decider.sum() });
  const left = { underWay: 0, forgotten: 0 };
  let told = Date.now();
  let done = 0;
  for await (const rows of batches(database, workspaceId, filter)) {
    await learn(database, workspaceId, rows, programs);
    const compared: { comparison: Comparison; facts: IncidentFacts }[] = [];
    for (const row of rows) {
      done += 1;
      if (done % IN_ONE_GO === 0) await turn();
      const incident = comparable(row, left);
      if (incident === null || !concerns(incident, of, versions)) continue;
      const comparison = compareOne(incident, trial);
      adding.add(comparison);
      compared.push({ comparison, facts: incident.facts });
    }
    for (const one of await decider.decide(compared)) {
      const differs = one.changed.length > 0 || one.draft.outcome === "unanswered";
      if (differs || of.all) yield { kind: "incident", ...one } as BacktestLine;
    }
    if (Date.now() - told < TOLD_EVERY_MS) continue;
    told = Date.now();
    yield { kind: "progress", done, total, sum: sum() };
  }
  const end: BacktestEnd = {
    ...{ kind: "sum", playbook: draft.name, inForce: number, types: of.types, ...left, sum: sum() },
  };
  yield end;
}

interface Versions {
  inForce: { id: string; program: Program } | null;
  number: number | null;
  /** All there ever were. */
  versions: string[];
}

function versionsOf(database: Database, workspaceId: string, name: string): Promise<Versions> {
  return inWorkspace(database, workspaceId, async (client) => {
    const found = (await playbooksInForce(client, workspaceId)).find((version) => version.name === name);
    const versions = (await playbookHistory(client, workspaceId, name)).map(({ id }) => id);
    const inForce = found === undefined ? null : { id: found.id, program: found.program as Program };
    return { inForce, number: found?.number ?? null, versions };
  });
}

async function* batches(
  database: Database,
  workspaceId: string,
  filter: PastFilter,
): AsyncGenerator<PastIncidentRow[]> {
  const read = (after: string | null) =>
    boundedRead(
      database,
      workspaceId,
      (c) => pastIncidents(c, workspaceId, filter, { after, limit: AT_ONCE }),
      EXPORT_MS,
    );
  let next = read(null);
  // Its failure is thrown where it is waited for, also when nobody waits any more.
  next.catch(() => {});
  for (;;) {
    const rows = await next;
    if (rows.length < AT_ONCE) return yield rows;
    // Read while these are compared.
    next = read(rows.at(-1)!.id);
    next.catch(() => {});
    yield rows;
  }
}

/** Fetches the programs of versions that are met for the first time. */
async function learn(
  database: Database,
  workspaceId: string,
  rows: readonly PastIncidentRow[],
  programs: Map<string, Program>,
): Promise<void> {
  const met = new Set(rows.flatMap(({ runs }) => runs.map(({ programId }) => programId)));
  const missing = [...met].filter((id) => !programs.has(id));
  if (missing.length === 0) return;
  const versions = await inWorkspace(database, workspaceId, (client) => playbookVersions(client, missing));
  for (const { id, program } of versions) programs.set(id, program as Program);
}

/** What the playbook ran on, whatever the taxonomy says today, and what it would be started for. */
function concerns({ runs, facts }: PastIncident, { mapped }: Backtest, versions: readonly string[]): boolean {
  return mapped === null || runs.some(({ programId }) => versions.includes(programId)) || mapped(facts);
}

/** Null, and counted, when there is nothing to compare yet or any more. */
function comparable(row: PastIncidentRow, left: { underWay: number; forgotten: number }): PastIncident | null {
  if (row.runs.some(({ status }) => !ENDED.has(status))) left.underWay += 1;
  else if (row.facts === null) left.forgotten += 1;
  else return row as PastIncident;
  return null;
}
