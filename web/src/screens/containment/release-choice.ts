/** Which containments a release of several means, before it is asked for: what will be released is shown first. */
import type { Lease } from "../../../../src/model/effect.ts";
import type { Option } from "../../ui/select.tsx";
import { playbookOf } from "./owner-name.ts";

export type ReleaseKind = "incident" | "entity" | "playbook" | "all";

export interface ReleaseChoice {
  kind: ReleaseKind;
  /** Of the incident, entity or playbook. */
  value: string;
}

function valueIn(kind: ReleaseKind, lease: Lease): string | null {
  if (kind === "all") return "";
  if (kind === "incident") return lease.incidentId;
  return kind === "entity" ? lease.entityKey : playbookOf(lease.owner);
}

/** The containments in force that the choice means, as the server takes it. */
export function meantBy({ kind, value }: ReleaseChoice, inForce: readonly Lease[]): Lease[] {
  return inForce.filter((lease) => valueIn(kind, lease) === value);
}

/** What can be chosen of a kind, each once, in the order of the ledger. */
export function choicesOf(kind: ReleaseKind, inForce: readonly Lease[], label: (lease: Lease) => string): Option[] {
  const options = new Map<string, Option>();
  for (const lease of inForce) {
    const value = valueIn(kind, lease);
    if (value !== null && value !== "" && !options.has(value)) options.set(value, { value, label: label(lease) });
  }
  return [...options.values()];
}

/** As `POST /v1/containment/release` takes it. */
export function releaseBody({ kind, value }: ReleaseChoice, reason: string): Record<string, unknown> {
  return kind === "all" ? { all: true, reason } : { [kind]: value, reason };
}
