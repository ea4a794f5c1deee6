import { newId } from "../../src/ids.ts";
import type { IncidentFacts } from "../../src/model/incident.ts";
import { type Database, transaction } from "../../src/store/database.ts";
import { editIncident } from "../../src/store/incident-edit.ts";
import { insertIncidents, reserveNumbers } from "../../src/store/incident-write.ts";
import type { labelledStream } from "../simulation/labelled-stream.ts";

/** Incidents of the stream, ended by a person as it says; answers their ids. `typeOf` says of which type each is. */
export async function seedStream(
  { database, workspaceId }: { database: Database; workspaceId: string },
  labelled: ReturnType<typeof labelledStream>,
  typeOf: (at: number) => string = () => "t",
): Promise<string[]> {
  return transaction(database.system, async (client) => {
    const first = await reserveNumbers(client, workspaceId, labelled.length);
    const ids = labelled.map(() => newId());
    await insertIncidents(
      client,
      labelled.map(({ facts }, at) => ({
        ...streamedIncident(workspaceId, ids[at]!, first + at, facts),
        typeId: typeOf(at),
      })),
    );
    for (const [at, { disposition }] of labelled.entries())
      await editIncident(client, workspaceId, ids[at]!, {
        ...{ status: "closed", disposition, reason: "r", by: "token:ada" },
      });
    return ids;
  });
}

/** One of them as it is inserted: new, and nobody has said anything of it. */
export function streamedIncident(workspaceId: string, id: string, number: number, given: IncidentFacts) {
  const facts = { ...given, id, number, openedAt: new Date().toISOString() };
  return {
    ...{ id, workspaceId, number, status: "new", priority: "medium", disposition: "unknown" },
    ...{ initialDisposition: "unknown", dispositionReason: "", connectionId: newId(), typeId: "t", typeReason: "r" },
    ...{ taxonomyVersion: 1, lastAlertAt: facts.openedAt, queue: null, handoffReason: null, acknowledgedAt: null },
    ...{ closedAt: null, acknowledgeBy: null, containBy: null, resolveBy: null, escalations: [], facts },
    ...{ told: false, alerts: [] },
  };
}
