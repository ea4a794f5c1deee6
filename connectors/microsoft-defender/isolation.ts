/** Whether a machine is isolated, as the actions that were asked for on it say: Defender keeps no such field of a machine. */
import { z } from "zod";
import { odataText } from "../../src/connector/odata.ts";
import { RefusedError } from "../../src/errors.ts";
import { API_DOCS, type DefenderSession } from "./defender-api.ts";
import type { Machine } from "./machine.ts";

export const ACTIONS_DOCS = `${API_DOCS}/get-machineactions-collection`;

/** Far more than one machine has of both kinds in the 180 days that Defender keeps them. */
const MOST_ACTIONS = 1000;

/** https://learn.microsoft.com/defender-endpoint/api/machineaction */
const MachineAction = z.object({
  id: z.string(),
  type: z.string(),
  status: z.string(),
  machineId: z.string(),
  creationDateTimeUtc: z.string(),
});
type MachineAction = z.output<typeof MachineAction>;

const MachineActions = z.object({ value: z.array(MachineAction).max(MOST_ACTIONS) });

export interface Isolation {
  /** `isolating` and `releasing`: the order is on its way to the machine. */
  state: "isolated" | "isolating" | "released" | "releasing" | "cannot-tell";
  /** The action that says so; empty where there is none. */
  action: string;
}

/**
 * GET /api/machineactions: the newest order decides that was not given up. One that failed, timed out or was cancelled changed nothing, as far as
 * Defender knows, so the one before it counts; a machine without any is not isolated.
 */
export async function isolationOf(session: DefenderSession, { id }: Machine): Promise<Isolation> {
  const types = `(type eq 'Isolate' or type eq 'Unisolate')`;
  const query = { $filter: `machineId eq ${odataText(id)} and ${types}`, $top: String(MOST_ACTIONS) };
  const { data } = await session.call({ method: "GET", path: "/machineactions", query }, MachineActions);
  const own = (data?.value ?? []).filter(
    ({ machineId, type }) =>
      machineId.toLowerCase() === id.toLowerCase() && (type === "Isolate" || type === "Unisolate"),
  );
  const [newest] = own.filter(({ status }) => !GIVEN_UP.has(status)).sort(newestFirst);
  return newest === undefined ? { state: "released", action: "" } : { state: stateOf(newest), action: newest.id };
}

const GIVEN_UP: ReadonlySet<string> = new Set(["Failed", "TimeOut", "Cancelled"]);
const ON_ITS_WAY: ReadonlySet<string> = new Set(["Pending", "InProgress"]);

function stateOf({ type, status }: MachineAction): Isolation["state"] {
  const isolates = type === "Isolate";
  if (status === "Succeeded") return isolates ? "isolated" : "released";
  if (ON_ITS_WAY.has(status)) return isolates ? "isolating" : "releasing";
  return "cannot-tell";
}

function newestFirst(a: MachineAction, b: MachineAction): number {
  return Date.parse(b.creationDateTimeUtc) - Date.parse(a.creationDateTimeUtc);
}

/**
 * POST /api/machines/{id}/isolate or unisolate. Defender answers with an action that is pending.
 * @throws RefusedError `connector.rejected` when it answers with another.
 */
export async function order(
  session: DefenderSession,
  { id }: Machine,
  what: "isolate" | "unisolate",
  body: Record<string, string>,
): Promise<void> {
  const { data } = await session.call({ method: "POST", path: `/machines/${id}/${what}`, body }, MachineAction);
  const wanted = what === "isolate" ? "Isolate" : "Unisolate";
  if (data?.type === wanted && !GIVEN_UP.has(data.status)) return;
  throw new RefusedError("connector.rejected", `Defender did not take the order to ${what} machine ${id}.`, {
    details: { sent: true },
  });
}
