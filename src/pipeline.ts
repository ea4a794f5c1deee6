/**
 * The way of an alert, in the order data meets the stages: received → normalised → correlated → classified → responded to. Stages do not
 * know one another; this file does.
 */

import { type Classified, classify, type TaxonomyInForce } from "./classify/classify.ts";
import { factsOf } from "./classify/facts.ts";
import { type Correlation, correlate, lookupKeys, type Opening } from "./correlate/correlate.ts";
import type { Duplicates } from "./correlate/duplicates.ts";
import type { CorrelationRules } from "./correlate/rules.ts";
import type { Engine } from "./engine/engine.ts";
import { toErrorJson } from "./errors.ts";
import { newId } from "./ids.ts";
import type { Log } from "./log.ts";
import type { IncidentFacts } from "./model/incident.ts";
import { type Severity, severityId } from "./model/scale.ts";
import { type ResolvedBatch, resolveBatch } from "./resolving.ts";
import { beginResponse, type PlaybookContent } from "./respond/begin.ts";
import type { LoadedRun } from "./respond/loaded-run.ts";
import { openIncidentsByKeys, stormStates, writeKeys, writeStorms } from "./store/correlation.ts";
import { type Client, type Database, together, transactionSending } from "./store/database.ts";
import { learnAliases, noteEntities } from "./store/entity.ts";
import type { KnownEntity } from "./store/entity-candidates.ts";
import { isPassing } from "./store/failure.ts";
import { forgetFresh } from "./store/fresh-alerts.ts";
import { type InboxAlert, takeFromInbox } from "./store/inbox.ts";
import { insertIncidents, joinIncidents, reserveNumbers } from "./store/incident-write.ts";
import { noteSightings } from "./store/sighting.ts";
import { endedSuppressions, writeSuppressed } from "./store/suppression.ts";

/** Everything in force in one workspace, compiled. */
export interface WorkspaceContent extends PlaybookContent {
  taxonomy: TaxonomyInForce;
  correlation: CorrelationRules;
  duplicates: Duplicates;
  /** Some connection can be told of incidents. */
  tellsOthers: boolean;
}

export interface PipelineDeps {
  database: Database;
  engine: Engine<LoadedRun>;
  content(workspaceId: string): Promise<WorkspaceContent>;
  log: Log;
}

/** How many alerts are taken in one round: in a storm each incident is written once a round, and other work waits for no longer than a round's thinking. */
export const TAKEN_AT_ONCE = 4_000;

/** Takes new alerts through correlation and classification to the beginning of their response: one batch, one commit. Answers how many. */
export async function takeNewAlerts(deps: PipelineDeps, setAside: Set<string>): Promise<number> {
  try {
    return await takeBatch(deps, TAKEN_AT_ONCE, setAside);
  } catch (error) {
    if (isPassing(error)) throw error;
    deps.log.error({ error: toErrorJson(error) }, "a batch of alerts could not be taken; taking them one by one");
    return takeOneByOne(deps, setAside);
  }
}

/** One alert that cannot be taken must not hold up the others; it stays in the inbox and is tried again at the next start. */
async function takeOneByOne(deps: PipelineDeps, setAside: Set<string>): Promise<number> {
  for (let taken = 0; taken < TAKEN_AT_ONCE; taken += 1) {
    let current: string | undefined;
    try {
      if ((await takeBatch(deps, 1, setAside, (id) => (current = id))) === 0) return taken;
    } catch (error) {
      if (isPassing(error) || current === undefined) throw error;
      setAside.add(current);
      deps.log.error({ alert: current, error: toErrorJson(error) }, "an alert could not be taken and was set aside");
    }
  }
  return TAKEN_AT_ONCE;
}

async function takeBatch(
  deps: PipelineDeps,
  limit: number,
  setAside: Set<string>,
  saw: (id: string) => void = () => {},
): Promise<number> {
  let begin: () => void = () => {};
  let ids: string[] = [];
  const taken = await transactionSending(deps.database.hot, async (client) => {
    const alerts = await takeFromInbox(client, limit, [...setAside]);
    if (alerts.length === 0) return { result: 0, sent: [] };
    saw(alerts[0]!.id);
    ids = alerts.map(({ id }) => id);
    const contents = await contentsOf(deps, alerts);
    const rules = (workspace: string) => contents.get(workspace)!.correlation;
    const resolved = await resolveBatch(client, alerts);
    const asked = lookupKeys(resolved.alerts, rules);
    // Statements that do not need one another's answers are sent together.
    const suppressions = [...contents.values()].flatMap(({ correlation }) => correlation.suppressions);
    const [open, storms, ended] = await together([
      openIncidentsByKeys(client, asked.keys),
      stormStates(client, asked.storms),
      endedSuppressions(
        client,
        suppressions.map(({ suppression: { id } }) => id),
      ),
    ]);
    const aloneFacts = (alert: InboxAlert) => factsAlone(alert, resolved.known);
    const correlation = correlate({ alerts: resolved.alerts, rules, open, storms, ended, factsOf: aloneFacts, newId });
    const classified = await classifyOpenings(client, correlation.opening, contents, resolved.known);
    const runs = classified.flatMap((one) =>
      beginResponse(one.incident, one.playbook, one.queue, contents.get(one.incident.workspaceId)!),
    );
    const incidents = classified.map((one) => one.incident);
    const sent = [
      deps.engine.insert(client, runs).then((started) => {
        begin = started;
      }),
      ...[join(client, correlation, contents), rememberEntities(client, resolved)],
      ...[insertIncidents(client, incidents), rememberCorrelation(client, correlation)],
    ];
    return { result: alerts.length, sent };
  });
  forgetFresh(ids);
  begin();
  return taken;
}

async function contentsOf(deps: PipelineDeps, alerts: InboxAlert[]): Promise<Map<string, WorkspaceContent>> {
  const contents = new Map<string, WorkspaceContent>();
  for (const workspace of new Set(alerts.map((alert) => alert.workspaceId)))
    contents.set(workspace, await deps.content(workspace));
  return contents;
}

/** What the alert would be as an incident of its own, for the conditions of correlation. */
function factsAlone(alert: InboxAlert, known: Map<string, KnownEntity>): IncidentFacts {
  const { id, workspaceId, receivedAt } = alert;
  return factsOf({ id, workspaceId, number: 0, alerts: [alert], known, openedAt: receivedAt });
}

async function rememberEntities(client: Client, { fresh, learned, sightings }: ResolvedBatch): Promise<void> {
  await together([noteEntities(client, fresh), learnAliases(client, learned), noteSightings(client, sightings)]);
}

async function rememberCorrelation(client: Client, { keys, storms, suppressed }: Correlation): Promise<void> {
  await together([
    writeKeys(client, keys),
    writeStorms(client, storms),
    writeSuppressed(
      client,
      suppressed.map(({ alert, suppressionId }) => ({
        alertId: alert.id,
        workspaceId: alert.workspaceId,
        suppressionId,
      })),
    ),
  ]);
}

async function join(client: Client, correlation: Correlation, contents: Map<string, WorkspaceContent>): Promise<void> {
  await joinIncidents(
    client,
    correlation.joining.map(({ incidentId, alert, reason }) => ({
      incidentId,
      alertId: alert.id,
      workspaceId: alert.workspaceId,
      severity: alert.severity,
      severityId: severityId(alert.severity as Severity),
      at: alert.receivedAt.toISOString(),
      reason: reason.text,
      told: contents.get(alert.workspaceId)?.tellsOthers ?? true,
    })),
  );
}

/** Classifies openings, each with the next number of its workspace. */
export async function classifyOpenings(
  client: Client,
  opening: Opening[],
  contents: Map<string, WorkspaceContent>,
  known: Map<string, KnownEntity>,
): Promise<Classified[]> {
  if (opening.length === 0) return [];
  const now = new Date();
  const classified: Classified[] = [];
  for (const [workspaceId, content] of contents) {
    const openings = opening.filter((one) => one.workspaceId === workspaceId);
    if (openings.length === 0) continue;
    const first = await reserveNumbers(client, workspaceId, openings.length);
    openings.forEach((one, index) => {
      const input = { ...one, number: first + index, known, now, told: content.tellsOthers };
      classified.push(classify(input, content.taxonomy));
    });
  }
  return classified;
}
