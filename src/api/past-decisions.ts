/** What policies say of effects that the past asked for, or would have: with what is known of the entities today, and no budget counted. */
import { decide } from "../guard/decide.ts";
import type { PolicySet } from "../guard/policy-record.ts";
import type { GuardAnswer, GuardRequest } from "../guard/request.ts";
import type { EntityType } from "../model/entity.ts";
import type { Queryable } from "../store/database.ts";
import { findEntities } from "../store/entity.ts";
import { askedAs, NOTHING_KNOWN } from "../store/entity-candidates.ts";

/** Entities are asked for once; what is asked anew when so many are known costs less than to keep more. */
const MOST_KNOWN = 20_000;

interface Target {
  type: EntityType;
  key: string;
}

/** Entities as the policies see them, looked up when they are met for the first time. */
export class EntitiesToday {
  readonly #workspaceId: string;
  readonly #known = new Map<string, GuardRequest["entity"]>();

  constructor(workspaceId: string) {
    this.#workspaceId = workspaceId;
  }

  /** Those that have not been looked up yet, each once. */
  unknown(targets: readonly Target[]): Target[] {
    const missing = new Map(targets.map((target) => [askedAs({ workspaceId: this.#workspaceId, ...target }), target]));
    return [...missing].flatMap(([key, target]) => (this.#known.has(key) ? [] : [target]));
  }

  /** Looks up those that are not known yet, in one statement. */
  async learn(client: Queryable, targets: readonly Target[]): Promise<void> {
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    const missing = this.unknown(targets).map((target) => ({ workspaceId: this.#workspaceId, ...target }));
    if (missing.length === 0) return;
    const found = await findEntities(client, missing);
    for (const one of missing) {
      const record = found.get(askedAs(one));
      const attributes = record?.attributes ?? NOTHING_KNOWN;
      this.#known.set(askedAs(one), { type: one.type, key: record?.key ?? one.key, ...attributes });
    }
  }

  /** One that was learned; else what nobody inventoried. */
  of(target: Target): GuardRequest["entity"] {
    const known = this.#known.get(askedAs({ workspaceId: this.#workspaceId, ...target }));
    return known ?? { ...target, ...NOTHING_KNOWN };
  }
}

/** Policies that cannot be read refuse everything, as they do in production. */
export function decidedBy(
  policySet: PolicySet | null,
  request: GuardRequest,
): Pick<GuardAnswer, "decision" | "reason"> {
  if (policySet === null) return { decision: "refuse", reason: "The policies cannot be read." };
  return decide(policySet, request);
}
