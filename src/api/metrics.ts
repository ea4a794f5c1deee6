/** What the doors count, and what a workspace's records say, in Prometheus' text format. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { IngestAnswer } from "../ingest/receive.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { countRecent, type Figures } from "../store/figures.ts";
import { countCalls } from "../store/model-call.ts";
import type { IngestMeters } from "./routes/ingest.ts";

export interface Meters {
  requests: Histogram<"method" | "route" | "status">;
  ingest: IngestMeters;
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Registers the doors' own meters. */
export function newMeters(registry: Registry): Meters {
  const registers = [registry];
  const alerts = new Counter({
    name: "cordon_ingest_alerts_total",
    help: "Alerts delivered, by what became of them.",
    labelNames: ["outcome"],
    registers,
  });
  const children = (["accepted", "duplicates", "ignored"] as const).map(
    (outcome) => [outcome, alerts.labels(outcome)] as const,
  );
  const quarantined = alerts.labels("quarantined");
  return {
    requests: new Histogram({
      name: "cordon_http_request_seconds",
      help: "Time to answer a request.",
      labelNames: ["method", "route", "status"],
      buckets: BUCKETS,
      registers,
    }),
    ingest: {
      seconds: new Histogram({
        name: "cordon_ingest_seconds",
        help: "Time from a delivery's arrival until it is durable.",
        buckets: BUCKETS,
        registers,
      }),
      count(answer: IngestAnswer) {
        for (const [outcome, child] of children) if (answer[outcome] > 0) child.inc(answer[outcome]);
        if (answer.quarantined.length > 0) quarantined.inc(answer.quarantined.length);
      },
    },
  };
}

/** The process's meters, and the last day of one workspace: nothing here scans more than that. */
export async function exposition(registry: Registry, database: Database, workspaceId: string): Promise<string> {
  const figures = await inWorkspace(database, workspaceId, (client) => countRecent(client, workspaceId));
  const own = new Registry();
  const registers = [own];
  const incidents = new Gauge({
    name: "cordon_incidents_day",
    help: "Incidents of the last 24 hours.",
    labelNames: ["type", "severity", "status"],
    registers,
  });
  for (const { count, ...labels } of figures.incidents) incidents.set(labels, count);
  const runs = new Gauge({
    name: "cordon_runs_day",
    help: "Runs of the last 24 hours, and living ones.",
    labelNames: ["playbook", "status"],
    registers,
  });
  for (const { count, ...labels } of figures.runs) runs.set(labels, count);
  const effects = new Gauge({
    name: "cordon_effects_day",
    help: "Effects of the last 24 hours.",
    labelNames: ["class", "status"],
    registers,
  });
  for (const { count, ...labels } of figures.effects) effects.set(labels, count);
  const standing = new Gauge({
    name: "cordon_standing",
    help: "What stands right now.",
    labelNames: ["what"],
    registers,
  });
  for (const [what, count] of Object.entries(figures.standing)) standing.set({ what }, count);
  setPollFigures(registers, figures.polls);
  await setModelFigures(registers, database, workspaceId);
  return `${await registry.metrics()}\n${await own.metrics()}`;
}

/** How the asking of each connection goes: a source that fell silent is seen here before somebody misses its alerts. */
function setPollFigures(registers: Registry[], polls: Figures["polls"]): void {
  const labelNames = ["connection"];
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames, registers });
  const failures = gauge("cordon_poll_failures", "How often in a row a connection could not be asked.");
  const age = gauge("cordon_poll_age_seconds", "Time since all that a connection had was taken; absent before that.");
  for (const { connection, ...poll } of polls) {
    failures.set({ connection }, poll.failures);
    if (poll.age !== null) age.set({ connection }, poll.age);
  }
}

/** What the workspace's language model was asked in the last day. */
async function setModelFigures(registers: Registry[], database: Database, workspaceId: string): Promise<void> {
  const rows = await inWorkspace(database, workspaceId, (client) => countCalls(client, workspaceId));
  const labelNames = ["kind", "outcome"] as const;
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: [...labelNames], registers });
  const calls = gauge("cordon_model_calls_day", "Calls of the language model in the last 24 hours.");
  const tokens = gauge("cordon_model_tokens_day", "Tokens in and out of the language model in the last 24 hours.");
  const cost = gauge(
    "cordon_model_cost_day",
    "Cost of the language model in the last 24 hours, in what its prices are in.",
  );
  const seconds = gauge("cordon_model_seconds_day", "Time that calls of the language model took in the last 24 hours.");
  for (const { kind, outcome, ...row } of rows) {
    calls.set({ kind, outcome }, row.calls);
    tokens.set({ kind, outcome }, row.inputTokens + row.outputTokens);
    cost.set({ kind, outcome }, row.cost);
    seconds.set({ kind, outcome }, row.ms / 1000);
  }
}
