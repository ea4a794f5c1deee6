/** A past to try a draft on: incidents with their facts, and what a run of the version in force recorded for each, filled by COPY. */

import type pg from "pg";
import { newId } from "../../src/ids.ts";
import { blankOutput } from "../../src/playbook/blank-answer.ts";
import { capabilityAsked } from "../../src/playbook/driven-run.ts";
import type { Program } from "../../src/playbook/program.ts";
import { type Answer, simulate } from "../../src/playbook/simulate.ts";
import type { Work } from "../../src/playbook/state.ts";
import type { Client } from "../../src/store/database.ts";
import { fillFacts } from "../../src/taxonomy/example-facts.ts";
import { copyJson, copyLines } from "./copy-text.ts";

export interface Past {
  workspace: string;
  incidents: number;
  type: string;
  version: { id: string; program: Program };
}

const CHUNK = 2_000;
const USER = "somebody-0000@example.com";
const NUMBER = 1_234_567_890;
const DAY_MS = 86_400_000;

const TABLES = {
  incidents: `COPY incidents (id, workspace_id, number, title, status, severity, severity_id, priority, disposition, initial_disposition, disposition_reason,
    entity_type, entity_key, entity_name, source, connection_id, type_id, type_reason, taxonomy_version, last_alert_at, first_event_at, opened_at, acknowledged_at) FROM STDIN`,
  facts: "COPY incident_facts (incident_id, workspace_id, facts) FROM STDIN",
  runs: "COPY runs (id, workspace_id, subject_id, program_id, status, state, position, outcome, started_at, ended_at) FROM STDIN",
  moves: "COPY run_moves (run_id, position, workspace_id, lines) FROM STDIN",
  effects: `COPY effects (id, workspace_id, incident_id, run_id, step, playbook, idempotency_key, capability, effect_class, connection, entity_type, entity_key, args,
    args_hash, guard, status, output, settled_at) FROM STDIN`,
};
type Rows = Record<keyof typeof TABLES, string[]>;

/** Fills an empty database with a past of ninety days, and has Postgres look at it. `owner` is a superuser. */
export async function fill(owner: pg.Client, past: Past, say: (line: string) => void): Promise<void> {
  await owner.query("SET synchronous_commit = off");
  const samples = Array.from({ length: 64 }, (_, index) => sampleOf(past, index));
  for (let done = 0; done < past.incidents; done += CHUNK) {
    const rows: Rows = { incidents: [], facts: [], runs: [], moves: [], effects: [] };
    const until = Math.min(done + CHUNK, past.incidents);
    for (let number = done + 1; number <= until; number += 1)
      write(rows, past, samples[number % samples.length]!, number);
    for (const [table, lines] of Object.entries(rows))
      await copyLines(owner as unknown as Client, TABLES[table as keyof Rows], lines);
    if (until % 20_000 === 0 || until === past.incidents) say(`${until} incidents`);
  }
  await owner.query("VACUUM ANALYZE");
}

interface Sample {
  facts: string;
  outcome: string;
  /** How many there are, and as they are recorded. */
  steps: { count: number; lines: string };
  effects: { step: string; capability: string; effect: string; target: string; args: string; output: string }[];
}

/** One of the ways through the playbook: of some the account is not known or privileged, of some a step is refused. */
function sampleOf({ version: { program }, type }: Past, index: number): Sample {
  const severity = (["low", "medium", "high", "critical"] as const)[index % 4]!;
  const entity = { type: "user" as const, key: USER, name: USER, privileged: index % 9 === 0, tags: ["staff"] };
  const facts = fillFacts({
    type,
    number: NUMBER,
    title: "Sign-in from two countries",
    severity,
    entity,
    users: [USER],
  });
  const answer = (work: Work): Answer => answerOf(work, index);
  const { ending, records, asked } = simulate(program, facts, answer);
  return {
    facts: JSON.stringify(facts),
    outcome: ending?.kind === "end" ? ending.disposition : "handoff",
    steps: { count: records.length, lines: JSON.stringify(records) },
    effects: asked
      .filter(({ effect }) => effect !== "observe")
      .map(({ step, capability, effect, target, input }) => ({
        ...{ step, capability, effect, target: target ?? "none", args: JSON.stringify(input), output: "{}" },
      })),
  };
}

function answerOf(work: Work, index: number): Answer {
  if (work.kind !== "action") return { silence: true };
  const { id, output } = capabilityAsked(work);
  const account = {
    found: index % 13 !== 0,
    enabled: true,
    privileged: index % 7 === 0,
    displayName: USER,
    groups: ["all"],
  };
  if (id === "identity.get-user") return { output: account };
  if (id === "identity.suspend-user" && index % 11 === 0)
    return { error: { root: "refused", code: "guard.refused", message: "No policy allows it." } };
  return { output: blankOutput(output) };
}

function write(rows: Rows, { workspace, incidents, type, version }: Past, sample: Sample, number: number): void {
  const at = Date.now() - 90 * DAY_MS + ((number - 0.5) / incidents) * 89 * DAY_MS;
  const opened = new Date(at).toISOString();
  const [id, runId] = [idAt(at, number), newId()];
  const key = `user-${number % 20_000}@example.com`;
  const own = (text: string) => text.replaceAll(USER, key).replaceAll(String(NUMBER), String(number));
  const field = (text: string) => copyJson(own(text));
  const facts = own(sample.facts).replace('"openedAt":"2026-01-01T00:00:00Z"', `"openedAt":"${opened}"`);
  const common = [
    "Sign-in from two countries",
    "resolved",
    "high",
    "4",
    "medium",
    "unknown",
    "unknown",
    "seen",
    "user",
    key,
    key,
    "okta",
  ];
  rows.incidents.push(
    [id, workspace, number, ...common, workspace, type, "rule", 1, opened, opened, opened, opened].join("\t"),
  );
  rows.facts.push([id, workspace, copyJson(facts)].join("\t"));
  rows.runs.push(
    [runId, workspace, id, version.id, "done", "{}", sample.steps.count, sample.outcome, opened, opened].join("\t"),
  );
  rows.moves.push([runId, 0, workspace, field(sample.steps.lines)].join("\t"));
  for (const { step, capability, effect, target, args, output } of sample.effects) {
    const effectId = newId();
    const names = [step, version.program.name, effectId, capability, effect, "corp", "user", own(target)];
    rows.effects.push(
      [effectId, workspace, id, runId, ...names, field(args), "hash", "{}", "verified", output, opened].join("\t"),
    );
  }
}

/** An id of version 7 as it would have been made at that moment. */
function idAt(at: number, number: number): string {
  const time = Math.floor(at).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number.toString(16).padStart(12, "0")}`;
}
