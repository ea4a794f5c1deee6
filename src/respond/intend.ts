/** Asks the guard about effects and journals the answer, for many runs in one commit. */

import type { Haste, Writer } from "../engine/kind.ts";
import { boundsInTime } from "../guard/budget.ts";
import type { GuardAnswer, GuardRequest } from "../guard/request.ts";
import { budgetText } from "../model/budget.ts";
import type { EntityType } from "../model/entity.ts";
import { EntityAttributes } from "../model/entity.ts";
import { type OpenBreaker, openBreakers } from "../store/breaker.ts";
import { type Client, together } from "../store/database.ts";
import { type Intent, intendEffects, type Standing } from "../store/effect-intend.ts";
import { effectsOnTheirWay, type OnItsWay } from "../store/effect-standing.ts";
import { findEntities } from "../store/entity.ts";
import { askedAs, type KnownEntity } from "../store/entity-candidates.ts";
import { freezesInForce } from "../store/freeze.ts";
import { type Bearing, type Borne, bearingOn } from "./bearing.ts";
import type { ResponseContent } from "./content.ts";
import { approvalOf, type Question } from "./effect-words.ts";
import { frozenBy } from "./frozen.ts";
import { type GivenBack, giveBack, type OutOfTurn } from "./give-back.ts";
import { type InTurn, isReversing, outOfTurn } from "./in-turn.ts";
import { noneEntity } from "./target.ts";

/** An effect that a step asks for; the guard has not spoken yet. */
export interface Ask {
  intent: Omit<Intent, "guard" | "budgets" | "approval">;
  /** What people are told of it, should they be asked. */
  question: Question;
  content: ResponseContent;
  request: Omit<GuardRequest, "entity" | "at">;
}

/**
 * The stop button holds the effect: nothing is journalled or tried, and it is asked again when somebody thaws it. `onItsWay`: it was journalled
 * and tried before, and nobody knows how that ended; looking is no effect.
 */
export interface Held {
  kind: "held";
  reason: string;
  onItsWay: OnItsWay | null;
}

export type AskStanding = Standing | Held | OutOfTurn | GivenBack;

/**
 * The writer that decides and journals. Attributes are read in the same transaction: what became protected a second ago is protected.
 * It runs last in its commit, because it holds the locks of the budgets it spends.
 */
export const intentWriter: Writer<Ask, AskStanding> = {
  name: "effect-intents",
  order: 90,
  write: decideAndJournal,
};

async function decideAndJournal(client: Client, asks: Ask[], haste?: Haste): Promise<AskStanding[]> {
  const keys = asks.map(({ intent }) => intent.idempotencyKey);
  const [around, freezes, asAsked] = await together([
    aroundOf(client, asks),
    freezesInForce(client, workspacesOf(asks)),
    outOfTurn(client, actingOf(asks, NOBODY), keys),
  ]);
  const { renamed, known } = around;
  const renamedOnes = renamed.length === 0 ? [] : await outOfTurn(client, actingOf(renamed, known), keys);
  const waiting = new Set([...asAsked, ...renamedOnes]);
  const reversing = asks.filter((ask) => isReversing(ask) && !waiting.has(ask));
  const standings = new Map<Ask, AskStanding>(await giveBack(client, actingOf(reversing, known)));
  for (const ask of asks) {
    const reason = frozenBy(freezes, ask.intent);
    // Before the stop button: what it holds is looked at, and what is being undone would be seen as it will not be.
    if (waiting.has(ask)) standings.set(ask, { kind: "out-of-turn" });
    else if (reason !== null) standings.set(ask, { kind: "held", reason, onItsWay: null });
  }
  await noteOnTheirWay(client, standings);
  const moving = asks.filter((ask) => !standings.has(ask));
  const journalled = await intendEffects(client, decided(moving, around), haste?.sentAll);
  moving.forEach((ask, index) => {
    standings.set(ask, journalled[index]!);
  });
  return asks.map((ask) => standings.get(ask)!);
}

/** What acts on the same is known by every key: the one that the step asks for and the one of its record. */
function actingOf(asks: Ask[], known: ReadonlyMap<string, KnownEntity>): InTurn[] {
  return asks.map((ask) => {
    const { workspaceId, connection, capability, entityType, entityKey } = ask.intent;
    const keys = [...new Set([entityKey, factsOf(ask, known).key])];
    return { ask, workspaceId, connection, capability, entityType, keys };
  });
}

async function noteOnTheirWay(client: Client, standings: Map<Ask, AskStanding>): Promise<void> {
  const again = [...standings.keys()].filter((ask) => ask.intent.again && standings.get(ask)!.kind === "held");
  const tried = await effectsOnTheirWay(
    client,
    again.map(({ intent }) => intent.idempotencyKey),
  );
  for (const ask of again) {
    const held = standings.get(ask) as Held;
    const onItsWay = tried.get(ask.intent.idempotencyKey);
    // Where another connection answers by now there is nothing to look at.
    if (onItsWay?.connection === ask.intent.connection) standings.set(ask, { ...held, onItsWay });
  }
}

/** What the guard would say to effects if the playbook might act by itself, and nothing is journalled or spent. */
export async function decideAsks(client: Client, asks: Ask[]): Promise<Intent[]> {
  const { bearing, ...around } = await aroundOf(client, asks);
  return decided(asks, { ...around, bearing: (effect, at) => ({ ...bearing(effect, at), autonomy: "act" }) });
}

interface Around {
  known: Map<string, KnownEntity>;
  /** Whose records go by other keys than those that are asked for. */
  renamed: Ask[];
  breakers: OpenBreaker[];
  bearing: Bearing;
}

/** All in one round trip, unless the records of entities go by other keys than those that are asked for: what was decided about those is read then. */
async function aroundOf(client: Client, asks: Ask[]): Promise<Around> {
  const [known, breakers, asAsked] = await together([
    entitiesOf(client, asks),
    openBreakers(client, workspacesOf(asks)),
    bearingOn(client, borneBy(asks, NOBODY)),
  ]);
  const renamed = asks.filter((ask) => factsOf(ask, known).key !== ask.intent.entityKey);
  const bearing = renamed.length > 0 ? await bearingOn(client, borneBy(asks, known)) : asAsked;
  return { known, renamed, breakers, bearing };
}

const NOBODY: ReadonlyMap<string, KnownEntity> = new Map();

function decided(asks: Ask[], { known, breakers, bearing }: Omit<Around, "renamed">): Intent[] {
  const at = new Date();
  return asks.map((ask) => {
    const { intent } = ask;
    const entity = factsOf(ask, known);
    const request = { ...ask.request, entity, at, ...bearing(borne(ask, entity), at) };
    const { budgets, ...guard } = heeding(breakers, intent, ask.content.decide(request));
    const approval = guard.decision === "refuse" ? null : approvalOf(ask.question, entity, guard.terms, at);
    const limits = budgets.length === 0 ? {} : { limits: budgets.map(budgetText) };
    const budgeted = { guard: { ...guard, budgets: budgets.map((budget) => budget.key), ...limits }, budgets };
    // By the one key of its record: two containments of one device are seen to be of one, by whatever names steps call it.
    return { ...intent, entityKey: entity.key, ...budgeted, approval };
  });
}

/** While its breaker is open a playbook asks before what it would have done by itself; what gives back what was taken is never held up. */
export function heeding(
  breakers: readonly OpenBreaker[],
  intent: Pick<Intent, "workspaceId" | "playbook" | "effectClass">,
  answer: GuardAnswer,
): GuardAnswer {
  if (answer.decision !== "allow" || intent.effectClass === "recover" || intent.effectClass === "observe")
    return answer;
  const open = breakers.find(
    ({ workspaceId, playbook }) => workspaceId === intent.workspaceId && playbook === intent.playbook,
  );
  if (open === undefined) return answer;
  const reason = `The breaker of the playbook is open: ${open.reason} ${answer.reason}`;
  return { ...answer, decision: "ask", reason, budgets: answer.budgets.filter((budget) => !boundsInTime(budget)) };
}

async function entitiesOf(client: Client, asks: Ask[]): Promise<Map<string, KnownEntity>> {
  return findEntities(
    client,
    asks.flatMap(({ intent }) =>
      intent.entityKey === noneEntity.key
        ? []
        : [{ workspaceId: intent.workspaceId, type: intent.entityType, key: intent.entityKey }],
    ),
  );
}

function workspacesOf(asks: Ask[]): string[] {
  return [...new Set(asks.map(({ intent }) => intent.workspaceId))];
}

function borneBy(asks: Ask[], known: ReadonlyMap<string, KnownEntity>): Borne[] {
  return asks.map((ask) => borne(ask, factsOf(ask, known)));
}

function borne({ intent: { workspaceId, playbook }, request }: Ask, { type, key }: GuardRequest["entity"]): Borne {
  return { workspaceId, playbook, entityType: type, entityKey: key, incidentType: request.incident.type };
}

function factsOf(ask: Ask, all: ReadonlyMap<string, KnownEntity>): GuardRequest["entity"] {
  const { workspaceId, entityType, entityKey } = ask.intent;
  const known = all.get(askedAs({ workspaceId, type: entityType, key: entityKey }));
  return { type: entityType as EntityType, key: known?.key ?? entityKey, ...(known?.attributes ?? UNKNOWN) };
}

const UNKNOWN = EntityAttributes.parse({});
