import { RefusedError } from "../errors.ts";
import type { Client } from "../store/database.ts";
import { type EditOutcome, editIncident, type IncidentEdit } from "../store/incident-edit.ts";
import { readIncidentDisposition } from "../store/incident-read.ts";

/**
 * What somebody changes about an incident. Nothing is over before it is said what it was: figures, reviews and triage learn from that alone. What other
 * systems ended, and what is put back to what it was, does not come this way.
 * @throws RefusedError `incident.no-disposition` when it would be resolved or closed with its disposition unknown.
 */
export async function editBySomebody(
  client: Client,
  workspaceId: string,
  id: string,
  edit: IncidentEdit,
): Promise<EditOutcome> {
  const ends = edit.status === "resolved" || edit.status === "closed";
  const disposition = edit.disposition ?? (ends ? await readIncidentDisposition(client, workspaceId, id) : undefined);
  if (ends && disposition === "unknown")
    throw new RefusedError(
      "incident.no-disposition",
      `Say what the incident was before it is ${edit.status}: its disposition is unknown. Where nobody can tell, that is "insufficient-data".`,
    );
  return editIncident(client, workspaceId, id, edit);
}
