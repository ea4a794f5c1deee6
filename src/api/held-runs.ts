/** Which runs wait because the stop button holds what they would do next. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Program } from "../playbook/program.ts";
import type { RunState } from "../playbook/state.ts";
import { actionFor, type ResponseContent } from "../respond/content.ts";
import { freezeOn } from "../respond/frozen.ts";
import { inWorkspace } from "../store/database.ts";
import { type FreezeInForce, freezesInForce } from "../store/freeze.ts";
import { waitingStates } from "../store/run-read.ts";
import type { HeldBy } from "./contract/run.ts";
import type { ApiDeps } from "./deps.ts";

/** The runs as they are, with who stopped them, for what and why, where somebody did. */
export async function withHeld<R extends { id: string; status: string }>(
  { database, responses }: Pick<ApiDeps, "database" | "responses">,
  workspaceId: string,
  runs: readonly R[],
): Promise<(R & { held?: HeldBy })[]> {
  const waiting = runs.filter(({ status }) => status === "waiting").map(({ id }) => id);
  if (waiting.length === 0) return [...runs];
  const freezes = await freezesInForce(database.system, [workspaceId]);
  if (freezes.length === 0) return [...runs];
  const states = await inWorkspace(database, workspaceId, (client) => waitingStates(client, workspaceId, waiting));
  const content = await responses(workspaceId);
  const held = new Map<string, HeldBy>();
  for (const { id, state, program } of states) {
    const found = holding(freezes, content, { workspaceId, state: state as RunState, program: program as Program });
    if (found !== undefined) held.set(id, found);
  }
  return runs.map((run) => {
    const by = held.get(run.id);
    return by === undefined ? run : { ...run, held: by };
  });
}

/** The first freeze on an action that the run has asked for and that nobody has let through. */
function holding(
  freezes: readonly FreezeInForce[],
  content: ResponseContent,
  { workspaceId, state, program }: { workspaceId: string; state: RunState; program: Program },
): HeldBy | undefined {
  for (const token of state.tokens) {
    const node = program.nodes[token.node];
    if (token.phase !== "parked" || node?.kind !== "action") continue;
    const connection = actionFor(content, node.capability, node.connection ?? null)?.connection.name ?? "";
    const effectClass = capabilities.get(node.capability)?.effect ?? "observe";
    const effect = { workspaceId, playbook: program.name, capability: node.capability, effectClass, connection };
    const found = freezeOn(freezes, effect);
    if (found !== undefined) return { scope: found.scope, name: found.name, by: found.by, reason: found.reason };
  }
  return undefined;
}
