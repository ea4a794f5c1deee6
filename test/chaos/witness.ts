/** Asks the journal at the very moment of a call: was it intended, decided upon as it is done, and is the call about whom the journal says? */
import { hashOf } from "../../src/ids.ts";
import type { RelayedCall } from "./call-relay.ts";
import type { Installation } from "./installation.ts";
import { query } from "./ledger.ts";

export interface Testimony {
  invariant: "I3" | "I4" | "I5";
  what: string;
}

interface Journalled {
  workspaceId: string;
  status: string;
  decision: string;
  capability: string;
  connection: string;
  entityKey: string;
  args: Record<string, unknown>;
  argsHash: string;
}

/** Effects are called under the key of a run's step or of a lease; everything else that changes something is keeping tickets in step. */
export function isEffect({ method, headers }: RelayedCall): boolean {
  return method !== "GET" && !/^(sync:|$)/.test(String(headers["idempotency-key"] ?? ""));
}

/** What is wrong with a call that is about to be made. */
export async function testify(installation: Installation, call: RelayedCall): Promise<Testimony[]> {
  const key = String(call.headers["idempotency-key"]);
  const [row] = await query<Journalled>(
    installation,
    `SELECT workspace_id AS "workspaceId", status, guard->>'decision' AS decision, capability, connection, entity_key AS "entityKey", args, args_hash AS "argsHash"
     FROM effects WHERE idempotency_key = '${key.replaceAll("'", "''")}'`,
  );
  const where = `${call.method} ${call.path} under ${key}`;
  if (row === undefined) return [{ invariant: "I4", what: `${where} is not in the journal` }];
  const { capability, connection, args, entityKey } = row;
  const about = (decodeURIComponent(call.path) + call.body).toLowerCase();
  const names = [entityKey, ...Object.values(args).map(String)].filter((name) => name !== "");
  const faults: [boolean, Testimony["invariant"], string][] = [
    [row.status !== "intended", "I4", `was called while the journal says ${row.status}`],
    [row.decision !== "allow", "I3", `was called though the guard said ${row.decision}`],
    [row.argsHash !== hashOf({ capability, connection, args }), "I3", "is not what the guard decided about"],
    [
      entityKey !== "none" && !names.some((name) => about.includes(name.toLowerCase())),
      "I3",
      `is not about ${entityKey}`,
    ],
    [row.workspaceId !== installation.workspaceId, "I5", "is another workspace's"],
  ];
  return faults.filter(([wrong]) => wrong).map(([, invariant, what]) => ({ invariant, what: `${where} ${what}` }));
}
