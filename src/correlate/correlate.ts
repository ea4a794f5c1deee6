/**
 * Which alerts belong together: pure, over a batch of new alerts and what is remembered of those before. The same alerts in the same order
 * by the same rules always end in the same places, so that what was decided can be tried again, by these rules or by others.
 */
import { referencesOf } from "../model/decided.ts";
import type { IncidentFacts } from "../model/incident.ts";
import type { OpenKey, StormState } from "../store/correlation.ts";
import type { InboxAlert } from "../store/inbox.ts";
import type { ConditionScope } from "../taxonomy/conditions.ts";
import type { CorrelationRule, StormRule } from "../taxonomy/taxonomy.ts";
import { type Key, keysOf } from "./keys.ts";
import { type CorrelationRules, joinReason, stormReason } from "./rules.ts";
import { countOpening, noStorm } from "./storms.ts";

/** Why an alert belongs to its incident. */
export interface Reason {
  /** In words, for the record. */
  text: string;
  /** The rule that says so; null for the first alert of an incident, and where a person says so. */
  rule: { kind: "correlate" | "storms"; id: string } | null;
}

/** Alerts that open one incident. The first one names it. */
export interface Opening {
  incidentId: string;
  workspaceId: string;
  alerts: [InboxAlert, ...InboxAlert[]];
  /** Of each of them. */
  reasons: Reason[];
  /** Why it is a storm, which people get; null when it is an ordinary incident. */
  storm: string | null;
}

export interface Joining {
  incidentId: string;
  alert: InboxAlert;
  reason: Reason;
}

export interface Suppressed {
  suppressionId: string;
  alert: InboxAlert;
}

/** Every alert of the batch is in exactly one of the first three. */
export interface Correlation {
  opening: Opening[];
  joining: Joining[];
  suppressed: Suppressed[];
  /** Keys by which the incident is found from now on. */
  keys: { key: string; workspaceId: string; incidentId: string }[];
  /** Counts that changed. */
  storms: StormState[];
}

export interface CorrelateInput {
  alerts: InboxAlert[];
  rules(workspaceId: string): CorrelationRules;
  /** Open incidents by key, as {@link lookupKeys} asks for them. */
  open: readonly OpenKey[];
  /** Counts by key, as {@link lookupKeys} asks for them. */
  storms: readonly StormState[];
  /** Suppressions that hold nothing any more, though the rules still have them. */
  ended?: ReadonlySet<string>;
  /** What the alert would be as an incident of its own; asked only for conditions. */
  factsOf(alert: InboxAlert): IncidentFacts;
  newId(): string;
}

/** The keys to read before {@link correlate}: of incidents, and of storms. */
export function lookupKeys(
  alerts: readonly InboxAlert[],
  rules: (workspaceId: string) => CorrelationRules,
): { keys: string[]; storms: string[] } {
  const keys = new Set<string>();
  const storms = new Set<string>();
  for (const alert of alerts) {
    const of = rules(alert.workspaceId);
    for (const { rule } of of.correlate) for (const { key } of keysFor(rule, alert)) keys.add(key);
    for (const { rule } of of.storms) for (const { key } of keysFor(rule, alert)) storms.add(key);
  }
  return { keys: [...keys], storms: [...storms] };
}

/** Places every alert, the oldest first. An alert that belongs to no open incident opens one, unless it is suppressed or part of a storm. */
export function correlate(input: CorrelateInput): Correlation {
  const board = boardOf(input);
  for (const alert of input.alerts) place(alert, input, board);
  const { opening, joining, suppressed, keys, changed } = board;
  const made = [...keys].map(([key, { incidentId, workspaceId }]) => ({ key, workspaceId, incidentId }));
  return { opening, joining, suppressed, keys: made, storms: [...changed] };
}

/** An incident that alerts can join: stored, or opened by this batch. */
interface Target {
  incidentId: string;
  workspaceId: string;
  lastAt: Date;
  opening: Opening | null;
}

/** The state of one batch. */
interface Board {
  live: Map<string, Target>;
  storms: Map<string, StormState>;
  /** Incidents of storms opened by this batch. */
  raging: Map<string, Target>;
  keys: Map<string, Target>;
  changed: Set<StormState>;
  opening: Opening[];
  joining: Joining[];
  suppressed: Suppressed[];
}

function boardOf({ open, storms }: CorrelateInput): Board {
  const targets = new Map<string, Target>();
  const live = new Map<string, Target>();
  for (const { key, incidentId, workspaceId, lastAlertAt } of open) {
    const target = targets.get(incidentId) ?? { incidentId, workspaceId, lastAt: lastAlertAt, opening: null };
    targets.set(incidentId, target);
    live.set(key, target);
  }
  return {
    live,
    storms: new Map(storms.map((state) => [state.key, { ...state }])),
    raging: new Map(),
    keys: new Map(),
    changed: new Set(),
    opening: [],
    joining: [],
    suppressed: [],
  };
}

function place(alert: InboxAlert, input: CorrelateInput, board: Board): void {
  const rules = input.rules(alert.workspaceId);
  const scope = lazily(() => {
    const facts = input.factsOf(alert);
    return rules.conditions.scopeOf(facts, rules.decided.about(referencesOf(facts), alert.receivedAt));
  });
  const suppression = rules.suppressions.find(
    ({ suppression: { id, until }, holds }) => alert.receivedAt < until && !input.ended?.has(id) && holds(scope()),
  );
  if (suppression !== undefined) {
    board.suppressed.push({ suppressionId: suppression.suppression.id, alert });
    return;
  }
  const applying = rules.correlate.filter(({ asks, holds }) => !asks || holds(scope()));
  const keys = applying.flatMap(({ rule }) => keysFor(rule, alert).map((key) => ({ rule, ...key })));
  const found = keys.find(({ rule, key }) => isLive(board.live.get(key), rule, alert));
  if (found !== undefined) {
    const target = board.live.get(found.key)!;
    const reason: Reason = {
      text: joinReason(found.rule, found.values),
      rule: { kind: "correlate", id: found.rule.id },
    };
    put(alert, target, reason, board);
    remember(keys, target, alert, board);
    return;
  }
  const storm = stormOf(alert, rules, scope, board);
  if (storm === null) remember(keys, openFor(alert, null, input, board), alert, board);
  else foldInto(storm, alert, input, board);
}

/** The first storm that the alert is part of; all rules count it. */
function stormOf(
  alert: InboxAlert,
  rules: CorrelationRules,
  scope: () => ConditionScope,
  board: Board,
): { state: StormState; rule: StormRule; values: string[] } | null {
  let first: { state: StormState; rule: StormRule; values: string[] } | null = null;
  for (const { rule, asks, holds } of rules.storms) {
    if (asks && !holds(scope())) continue;
    for (const { key, values } of keysFor(rule, alert)) {
      const state = board.storms.get(key) ?? noStorm(key, alert.workspaceId, rule.id, alert.receivedAt);
      board.storms.set(key, state);
      board.changed.add(state);
      if (countOpening(state, rule, alert.receivedAt)) first ??= { state, rule, values };
    }
  }
  return first;
}

function foldInto(
  { state, rule, values }: { state: StormState; rule: StormRule; values: string[] },
  alert: InboxAlert,
  input: CorrelateInput,
  board: Board,
): void {
  const reason: Reason = { text: stormReason(rule, values), rule: { kind: "storms", id: rule.id } };
  const target = state.incidentId === null ? undefined : (board.raging.get(state.incidentId) ?? stored(state));
  if (target !== undefined) return put(alert, target, reason, board);
  const opened = openFor(alert, reason, input, board);
  state.incidentId = opened.incidentId;
  board.raging.set(opened.incidentId, opened);
}

function stored({ incidentId, workspaceId, lastAt }: StormState): Target {
  return { incidentId: incidentId!, workspaceId, lastAt, opening: null };
}

function openFor(alert: InboxAlert, storm: Reason | null, { newId }: CorrelateInput, board: Board): Target {
  const { workspaceId } = alert;
  const first = { text: `Opened by the first alert on ${alert.entityType} ${alert.entityKey}.`, rule: null };
  const reasons = [storm ?? first];
  const opening: Opening = { incidentId: newId(), workspaceId, alerts: [alert], reasons, storm: storm?.text ?? null };
  board.opening.push(opening);
  return { incidentId: opening.incidentId, workspaceId, lastAt: alert.receivedAt, opening };
}

function put(alert: InboxAlert, target: Target, reason: Reason, board: Board): void {
  if (alert.receivedAt > target.lastAt) target.lastAt = alert.receivedAt;
  if (target.opening === null) board.joining.push({ incidentId: target.incidentId, alert, reason });
  else {
    target.opening.alerts.push(alert);
    target.opening.reasons.push(reason);
  }
}

/** What finds another incident that still lives goes on finding that one. */
function remember(keys: ({ rule: CorrelationRule } & Key)[], target: Target, alert: InboxAlert, board: Board): void {
  for (const { rule, key } of keys) {
    const known = board.live.get(key);
    if (known === target || isLive(known, rule, alert)) continue;
    board.live.set(key, target);
    board.keys.set(key, target);
  }
}

/** Measured between arrivals, so that a source with a wrong clock does not tear incidents apart. */
function isLive(target: Target | undefined, rule: CorrelationRule, alert: InboxAlert): boolean {
  return target !== undefined && alert.receivedAt.getTime() - target.lastAt.getTime() <= rule.withinSeconds * 1000;
}

/** Asked twice of each alert, for looking up and for placing, and each key is a hash. */
const worked = new WeakMap<InboxAlert, Map<object, Key[]>>();

function keysFor(rule: { id: string; by: CorrelationRule["by"] }, alert: InboxAlert): Key[] {
  const known = worked.get(alert);
  const ofAlert = known ?? new Map<object, Key[]>();
  if (known === undefined) worked.set(alert, ofAlert);
  const before = ofAlert.get(rule);
  if (before !== undefined) return before;
  const keys = keysOf(rule, alert.workspaceId, alert, alert.connection);
  ofAlert.set(rule, keys);
  return keys;
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
