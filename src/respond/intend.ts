/** Asks the guard about effects and journals the answer, for many runs in one commit. */

import type { Writer } from "../engine/kind.ts";
import type { GuardRequest } from "../guard/request.ts";
import type { EntityType } from "../model/entity.ts";
import { EntityAttributes } from "../model/entity.ts";
import type { Client } from "../store/database.ts";
import { type Intent, intendEffects, type Standing } from "../store/effect-intend.ts";
import { findEntities } from "../store/entity.ts";
import { askedAs, type KnownEntity } from "../store/entity-candidates.ts";
import type { ResponseContent } from "./content.ts";
import { noneEntity } from "./target.ts";

/** An effect that a step asks for; the guard has not spoken yet. */
export interface Ask {
  intent: Omit<Intent, "guard" | "budgets">;
  content: ResponseContent;
  request: Omit<GuardRequest, "entity" | "at">;
}

/**
 * The writer that decides and journals. Attributes are read in the same transaction: what became protected a second ago is protected.
 * It runs last in its commit, because it holds the locks of the budgets it spends.
 */
export const intentWriter: Writer<Ask, Standing> = { name: "effect-intents", order: 90, write: decideAndJournal };

async function decideAndJournal(client: Client, asks: Ask[]): Promise<Standing[]> {
  const known = await findEntities(
    client,
    asks.flatMap(({ intent }) =>
      intent.entityKey === noneEntity.key
        ? []
        : [{ workspaceId: intent.workspaceId, type: intent.entityType, key: intent.entityKey }],
    ),
  );
  const at = new Date();
  return intendEffects(
    client,
    asks.map((ask) => {
      const { intent } = ask;
      const { budgets, ...guard } = ask.content.decide({
        ...ask.request,
        entity: factsOf(
          ask,
          known.get(askedAs({ workspaceId: intent.workspaceId, type: intent.entityType, key: intent.entityKey })),
        ),
        at,
      });
      return { ...intent, guard: { ...guard, budgets: budgets.map((budget) => budget.key) }, budgets };
    }),
  );
}

function factsOf(ask: Ask, known: KnownEntity | undefined): GuardRequest["entity"] {
  const { entityType, entityKey } = ask.intent;
  return { type: entityType as EntityType, key: known?.key ?? entityKey, ...(known?.attributes ?? UNKNOWN) };
}

const UNKNOWN = EntityAttributes.parse({});
