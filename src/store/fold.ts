/** Alerts that were folded into another, and taking them out again. */
import { appendAudit } from "./audit.ts";
import type { Client, Queryable } from "./database.ts";

/** A message some of whose alerts were folded by a rule. */
export interface FoldedMessage {
  deliveryId: string;
  position: number;
  uids: string[];
}

/** How often alerts were folded into one, by rule, with the newest of them; `rule` is empty where the source gave both one id. */
export async function foldsInto(
  client: Queryable,
  alertId: string,
): Promise<{ rule: string; count: number; uids: string[] }[]> {
  const result = await client.query<{ rule: string; count: number; uids: string[] }>(
    `SELECT rule, count(*)::int AS count, (array_agg(uid ORDER BY delivery_id DESC))[1:10] AS uids FROM alert_folds WHERE alert_id = $1 GROUP BY rule ORDER BY rule`,
    [alertId],
  );
  return result.rows;
}

/** The messages folded into an alert by a rule, oldest first. */
export async function foldedMessages(
  client: Queryable,
  workspaceId: string,
  alertId: string,
  limit: number,
): Promise<FoldedMessage[]> {
  const result = await client.query<FoldedMessage>(
    `SELECT delivery_id AS "deliveryId", position, array_agg(uid) AS uids FROM alert_folds
     WHERE workspace_id = $1 AND alert_id = $2 AND rule <> '' GROUP BY 1, 2 ORDER BY 1, 2 LIMIT $3`,
    [workspaceId, alertId, limit],
  );
  return result.rows;
}

/** Notes that these messages are no longer folded into the alert. */
export async function forgetFolds(
  client: Client,
  workspaceId: string,
  alertId: string,
  messages: readonly FoldedMessage[],
  how: { by: string; accepted: number },
): Promise<void> {
  await client.query(
    `WITH gone AS (
       DELETE FROM alert_folds f USING unnest($3::uuid[], $4::int[]) AS m(delivery_id, position)
       WHERE f.workspace_id = $1 AND f.alert_id = $2 AND f.delivery_id = m.delivery_id AND f.position = m.position AND f.rule <> '' RETURNING 1
     )
     UPDATE alert_repeats SET duplicates = GREATEST(0, duplicates - (SELECT count(*) FROM gone)) WHERE workspace_id = $1 AND alert_id = $2`,
    [workspaceId, alertId, messages.map((one) => one.deliveryId), messages.map((one) => one.position)],
  );
  const details = { messages: messages.length, alerts: how.accepted };
  await appendAudit(client, [
    { workspaceId, actor: how.by, action: "alert-unfolded", subjectType: "alert", subjectId: alertId, details },
  ]);
}
