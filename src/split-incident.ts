/** Alerts that people take out of an incident open one of their own: classified and responded to like any other. */
import type { SplitRequest } from "./api/deps.ts";
import type { Opening } from "./correlate/correlate.ts";
import { keysOf } from "./correlate/keys.ts";
import type { CorrelationRules } from "./correlate/rules.ts";
import { InputError } from "./errors.ts";
import { newId } from "./ids.ts";
import { classifyOpenings, type PipelineDeps } from "./pipeline.ts";
import { resolveBatch } from "./resolving.ts";
import { beginResponse } from "./respond/begin.ts";
import { writeKeys } from "./store/correlation.ts";
import { type Client, transaction } from "./store/database.ts";
import { alertsOfIncident, type InboxAlert } from "./store/inbox.ts";
import { lockIncidents, type MovedIncident, splitIncident, unlinkAlerts } from "./store/incident-move.ts";
import { insertIncidents } from "./store/incident-write.ts";

/** An incident with more alerts than this is not looked through for keys; its own then stay with it. */
const MOST_COMPARED = 5_000;

/**
 * Moves the alerts to a new incident and answers its id. Later alerts that only these have something in common with join the new one.
 * @throws InputError when an alert is not the incident's, or none would be left.
 */
export async function splitOff(deps: PipelineDeps, request: SplitRequest): Promise<string> {
  const { workspaceId, incidentId } = request;
  const content = await deps.content(workspaceId);
  let begin: () => void = () => {};
  const id = await transaction(deps.database.system, async (client) => {
    const from = (await lockIncidents(client, workspaceId, [incidentId])).get(incidentId);
    if (from === undefined) throw new InputError("api.not-found", "There is no such incident.");
    const { alerts, known } = await resolveBatch(client, await alertsOfIncident(client, incidentId, MOST_COMPARED));
    const moved = chosen(alerts, request, from);
    const opening = openingOf(moved, request, from);
    const reasons = await unlinkAlerts(client, incidentId, request.alertIds);
    const [classified] = await classifyOpenings(client, [opening], new Map([[workspaceId, content]]), known);
    const { incident, playbook, queue } = classified!;
    begin = await deps.engine.insert(client, beginResponse(incident, playbook, queue, content));
    await insertIncidents(client, [incident]);
    await moveKeys(client, content.correlation, alerts, new Set(request.alertIds), incident.id);
    const to = (await lockIncidents(client, workspaceId, [incident.id])).get(incident.id)!;
    await splitIncident(client, workspaceId, { from, to, alerts: reasons, reason: request.reason, by: request.by });
    return incident.id;
  });
  begin();
  return id;
}

function chosen(alerts: InboxAlert[], { alertIds }: SplitRequest, from: MovedIncident): [InboxAlert, ...InboxAlert[]] {
  const ids = new Set(alertIds);
  const [first, ...rest] = alerts.filter(({ id }) => ids.has(id));
  if (first === undefined || rest.length + 1 < ids.size) {
    const known = new Set(alerts.map(({ id }) => id));
    const stranger = alertIds.find((id) => !known.has(id));
    throw new InputError("incident.not-its-alert", `The alert ${stranger} is not one of incident ${from.number}.`);
  }
  if (ids.size === alerts.length)
    throw new InputError("incident.nothing-left", `Incident ${from.number} would have no alert left. Leave one in it.`);
  return [first, ...rest];
}

function openingOf(alerts: Opening["alerts"], { workspaceId, reason, by }: SplitRequest, from: MovedIncident): Opening {
  const text = `Split from incident ${from.number} by ${by}: ${reason}`;
  const reasons = alerts.map(() => ({ text, rule: null }));
  return { incidentId: newId(), workspaceId, alerts, reasons, storm: null };
}

async function moveKeys(
  client: Client,
  { correlate }: CorrelationRules,
  alerts: InboxAlert[],
  moved: Set<string>,
  incidentId: string,
): Promise<void> {
  const keys = (some: InboxAlert[]) =>
    some.flatMap((alert) =>
      correlate.flatMap(({ rule }) => keysOf(rule, alert.workspaceId, alert, alert.connection).map(({ key }) => key)),
    );
  const staying = new Set(keys(alerts.filter(({ id }) => !moved.has(id))));
  const going = new Set(keys(alerts.filter(({ id }) => moved.has(id))).filter((key) => !staying.has(key)));
  const { workspaceId } = alerts[0]!;
  await writeKeys(
    client,
    [...going].map((key) => ({ key, workspaceId, incidentId })),
  );
}
