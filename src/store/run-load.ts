import { type IncidentFacts, wholeFacts } from "../model/incident.ts";
import type { Client } from "./database.ts";

/** The facts that incidents had when their runs began. */
export async function factsOfIncidents(client: Client, ids: string[]): Promise<Map<string, IncidentFacts>> {
  const result = await client.query<{ id: string; facts: IncidentFacts }>({
    name: "facts-of-incidents",
    text: "SELECT incident_id AS id, facts FROM incident_facts WHERE incident_id = ANY ($1::uuid[])",
    values: [ids],
  });
  return new Map(result.rows.map((row) => [row.id, wholeFacts(row.facts)]));
}
