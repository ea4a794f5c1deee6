import { RefusedError } from "../errors.ts";
import { isOpen } from "../model/scale.ts";
import type { Client } from "../store/database.ts";
import { editIncident, type IncidentEdit } from "../store/incident-edit.ts";
import { readIncidentState } from "../store/incident-read.ts";

/**
 * What somebody changes about an incident, by themselves or by accepting what was proposed. Nothing is over before it is said what it was, and what is
 * over keeps what was said: figures, reviews and triage learn from that alone. What other systems ended, and what is put back to what it was, does not
 * come this way.
 * @throws RefusedError `incident.no-disposition` when it would be resolved or closed with its disposition unknown; `api.conflict` when it was changed
 *   since the revision that the editor saw.
 */
export async function editBySomebody(
  client: Client,
  workspaceId: string,
  id: string,
  edit: IncidentEdit,
): Promise<void> {
  await refuseUnsaid(client, workspaceId, id, edit);
  const outcome = await editIncident(client, workspaceId, id, edit);
  if (outcome.kind === "stale")
    throw new RefusedError(
      "api.conflict",
      `The incident was changed since you read it; it is at revision ${outcome.revision} now. Read it again.`,
      { details: { revision: outcome.revision } },
    );
}

/** @throws RefusedError `incident.no-disposition` when the edit would leave an incident over and unsaid. */
async function refuseUnsaid(client: Client, workspaceId: string, id: string, edit: IncidentEdit): Promise<void> {
  const ends = edit.status !== undefined && !isOpen(edit.status);
  if (!ends && edit.disposition !== "unknown") return;
  const before = await readIncidentState(client, workspaceId, id);
  if (before === undefined) return;
  const after = { status: edit.status ?? before.status, disposition: edit.disposition ?? before.disposition };
  if (isOpen(after.status) || after.disposition !== "unknown") return;
  throw new RefusedError(
    "incident.no-disposition",
    ends
      ? `Say what the incident was before it is ${after.status}: its disposition is unknown. Where nobody can tell, that is "insufficient-data".`
      : `The incident is ${after.status}, and so it stays said what it was. Where nobody can tell, that is "insufficient-data"; to look into it again, reopen it.`,
  );
}
