/**
 * What is in force goes by the record that its name leads to, also when that is another one by now: records were merged or split, or the inventory has come to
 * know a name. Else two containments of one thing would not be seen to be of one, and the end of the first would undo the second.
 */
import type { Client } from "./database.ts";
import { findEntities } from "./entity.ts";
import { askedAs } from "./entity-candidates.ts";
import { pgJson } from "./json.ts";

interface Held {
  type: string;
  /** As the product was given it; of what is on its way the key that it was decided under. */
  name: string;
  key: string;
}

/** Leases in force, and containments of runs that are not over: in nobody's hands, or in somebody's; each has its index, and most runs are in neither. */
const HELD = `WITH going AS (
    SELECT id, subject_id FROM runs WHERE workspace_id = $1 AND status IN ('ready', 'running', 'waiting') AND owner IS NULL AND NOT shadow
    UNION ALL SELECT id, subject_id FROM runs WHERE workspace_id = $1 AND owner IS NOT NULL AND NOT shadow
  )
  SELECT entity_type AS type, target AS name, entity_key AS key FROM leases WHERE workspace_id = $1 AND status IN ('active', 'releasing')
  UNION SELECT e.entity_type, e.entity_key, e.entity_key FROM going r JOIN effects e ON e.incident_id = r.subject_id AND e.run_id = r.id
    WHERE e.status IN ('intended', 'unknown') AND e.lease_seconds IS NOT NULL`;

/** Looks up every name in force anew, in the transaction that changed what names lead to. */
export async function followRecords(client: Client, workspaceId: string): Promise<void> {
  const held = (await client.query<Held>(HELD, [workspaceId])).rows;
  const asked = ({ type, name }: Held) => ({ workspaceId, type, key: name });
  const known = await findEntities(client, held.map(asked));
  const moved = held
    .map((one) => ({ ...one, now: known.get(askedAs(asked(one)))?.key ?? one.name }))
    .filter(({ key, now }) => key !== now);
  if (moved.length === 0) return;
  await client.query(
    `WITH moved AS (SELECT * FROM json_to_recordset($2::json) AS r(type text, name text, key text, now text)
     ), leased AS (
       UPDATE leases l SET entity_key = m.now FROM moved m
       WHERE l.workspace_id = $1 AND l.status IN ('active', 'releasing') AND l.entity_type = m.type AND l.target = m.name AND l.entity_key = m.key RETURNING l.effect_id, m.type || '/' || m.now AS entity
     ), trying AS (
       UPDATE effects e SET entity_key = m.now FROM moved m
       WHERE e.workspace_id = $1 AND e.entity_type = m.type AND e.entity_key = m.key AND m.name = m.key AND e.status IN ('intended', 'unknown') AND e.lease_seconds IS NOT NULL
       RETURNING e.id, m.type || '/' || m.now AS entity
     )
     UPDATE budget_held h SET entity = o.entity FROM (SELECT effect_id, entity FROM leased UNION ALL SELECT id, entity FROM trying) o WHERE h.workspace_id = $1 AND h.effect_id = o.effect_id`,
    [workspaceId, pgJson(moved)],
  );
}
