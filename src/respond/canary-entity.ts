/** What a canary is made on: the entity that the connection's settings name, else one that the inventory tags for it. */
import { type Action, actionsOf } from "../connector/connector.ts";
import { InputError } from "../errors.ts";
import { type Database, inWorkspace } from "../store/database.ts";
import { taggedEntities } from "../store/inventory.ts";
import { actionFor, type ReadyAction, type ResponseContent } from "./content.ts";

/** Of an entity that is made to be contained by canaries, and of one that the product should refuse to contain for this connection. */
const [MADE_FOR_IT, OUT_OF_REACH] = ["canary", "canary-outside"];

export interface CanaryEntity {
  ready: ReadyAction;
  input: Record<string, unknown>;
  /** Out of the connection's reach; null where none is named, and then that is not proved. */
  forbidden: Record<string, unknown> | null;
}

/** @throws InputError `canary.not-declared`, with what to do about it. */
export async function canaryEntity(
  database: Database,
  content: ResponseContent,
  workspaceId: string,
  name: string,
): Promise<CanaryEntity> {
  const connection = content.connections.find((one) => one.name === name);
  if (connection === undefined) throw notDeclared(`There is no connection "${name}" that acts on anything.`);
  const { connector, parts } = connection;
  const actions = actionsOf(connector, parts.settings);
  const named = connector.canary?.input(parts.settings) ?? null;
  const action = actions.find(({ capability }) => capability.id === connector.canary?.capability);
  if (named !== null && action !== undefined) {
    const forbidden = connector.canary?.forbidden?.(parts.settings) ?? null;
    return { ready: { connection, action: action as Action }, input: named, forbidden };
  }
  const provable = actions.filter((one) => isProvable(content, name, one));
  if (provable.length === 0)
    throw notDeclared(`The connection "${name}" contains nothing that can be read back and given back.`);
  const types = [...new Set(provable.map(({ capability }) => capability.target!.type))];
  const tagged = await inWorkspace(database, workspaceId, (client) =>
    taggedEntities(client, workspaceId, types, [MADE_FOR_IT, OUT_OF_REACH] as string[]),
  );
  const keyOf = (type: string, tag: string | undefined) =>
    tagged.find((one) => one.type === type && one.tag === tag)?.key ?? null;
  const chosen = provable.find(({ capability }) => keyOf(capability.target!.type, MADE_FOR_IT) !== null);
  if (chosen === undefined)
    throw notDeclared(
      `The connection "${name}" has no entity that is made for canaries: make one in the product that nobody needs, and tag it "${MADE_FOR_IT}" in the inventory (of type ${types.join(" or ")})${connector.canary === undefined ? "" : ", or name it in the connection's settings"}.`,
    );
  const { type } = chosen.capability.target!;
  const outside = keyOf(type, OUT_OF_REACH);
  return {
    ready: { connection, action: chosen },
    input: inputFor(chosen, keyOf(type, MADE_FOR_IT)!),
    forbidden: outside === null ? null : inputFor(chosen, outside),
  };
}

/** Contained by naming it alone, read back, and given back by the same connection. */
function isProvable(content: ResponseContent, name: string, action: Action): boolean {
  const { effect, reversal, target, input } = action.capability;
  if (effect !== "contain" || reversal === undefined || target === undefined || action.readBack === undefined)
    return false;
  const others = Object.entries(input.shape).filter(([field]) => field !== target.field);
  return others.every(([, field]) => field.safeParse(undefined).success) && actionFor(content, reversal, name) !== null;
}

function inputFor({ capability: { target, input } }: Action, key: string): Record<string, unknown> {
  return { [target!.field]: key, ...("reason" in input.shape ? { reason: "A write canary." } : {}) };
}

function notDeclared(message: string): InputError {
  return new InputError("canary.not-declared", message);
}
