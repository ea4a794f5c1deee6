import type { IncidentSummary } from "../api/contract/incident.ts";
import type { Client } from "./client.ts";
import { part } from "./options.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A list's filters with the incident as the API takes it, its id, where a person may also give its number. */
export async function byIncident<F extends { incident?: string | number }>(client: Client, filter: F): Promise<F> {
  const { incident } = filter;
  if (incident === undefined || UUID.test(String(incident))) return filter;
  const { id } = await client.get<IncidentSummary>(`/v1/incidents/${part(String(incident))}`);
  return { ...filter, incident: id };
}
