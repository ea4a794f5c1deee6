/** The connectors that fit what is looked for: by name, id, or what they can do. Real products before simulated ones. */
import type { ConnectorView } from "../../../../src/api/contract/connection.ts";
import type { connections } from "../../words/connections.ts";

export type Kind = keyof typeof connections.kinds;

export function fitting(all: readonly ConnectorView[], find: string, kind: Kind): ConnectorView[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .filter((one) => kind === "all" || (kind === "alerts" ? one.takesAlerts : one.actions.length > 0))
    .filter((one) => words.every((word) => textOf(one).includes(word)))
    .toSorted((a, b) => Number(a.simulated) - Number(b.simulated) || a.title.localeCompare(b.title));
}

function textOf({ id, title, actions }: ConnectorView): string {
  return [id, title, ...actions.flatMap((one) => [one.capability, one.title])].join(" ").toLowerCase();
}
