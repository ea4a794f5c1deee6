/** A dry run of a playbook on an incident as it is here and now: each effect with what the guard would say of it, and nothing touched. */
import { capabilities } from "../connector/capabilities/catalog.ts";
import type { Capability } from "../connector/capability.ts";
import { type ErrorJson, toErrorJson } from "../errors.ts";
import type { GuardAnswer } from "../guard/request.ts";
import { usedUpText } from "../model/budget.ts";
import { EntityAttributes } from "../model/entity.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { type AnswerBook, Answers } from "../playbook/answer-book.ts";
import { isTriggered, whatCameOf } from "../playbook/backtest-run.ts";
import { blankOutput } from "../playbook/blank-answer.ts";
import { DrivenRun } from "../playbook/driven-run.ts";
import type { Program } from "../playbook/program.ts";
import { firstLook, recordedEvent } from "../playbook/recall.ts";
import { type Answer, answerEvent } from "../playbook/simulate.ts";
import type { Perform, RunEvent, Work } from "../playbook/state.ts";
import { openBreakers } from "../store/breaker.ts";
import { budgetStates } from "../store/budget.ts";
import { type Client, type Database, inWorkspace } from "../store/database.ts";
import { findEntities } from "../store/entity.ts";
import { freezesInForce } from "../store/freeze.ts";
import { bearingOn } from "./bearing.ts";
import { actionFor, call, type ResponseContent } from "./content.ts";
import { needsText } from "./effect-words.ts";
import { frozenBy } from "./frozen.ts";
import { guardRequestOf } from "./guard-request.ts";
import { heeding } from "./intend.ts";
import { targetOf } from "./target.ts";

/** What the run would cause, in its order. */
export interface RehearsedEffect {
  step: string;
  capability: string;
  /** In words. */
  says: string;
  /** Null where no connection implements it. */
  connection: string | null;
  target: string | null;
  leaseSeconds: number | null;
  decision: GuardAnswer["decision"];
  reason: string;
  policies: string[];
  /** What a yes would take, where people would be asked. */
  needs: string | null;
  /** What a freeze would hold back, whatever else; null when nothing would. */
  frozen: string | null;
}

/** What the run would look up, and where the answer came from. */
export interface RehearsedRead {
  step: string;
  capability: string;
  target: string | null;
  answered: "live" | "recorded" | "blank";
  error: string | null;
}

export interface Rehearsal {
  triggered: boolean;
  outcome: string;
  queue: string | null;
  reason: string;
  path: string[];
  effects: RehearsedEffect[];
  reads: RehearsedRead[];
}

/** What a rehearsal is given. */
export interface Rehearsing {
  /** Inventory, budgets, freezes and breakers are read from it, and nothing is written. */
  database: Database;
  workspaceId: string;
  program: Program;
  facts: IncidentFacts;
  content: ResponseContent;
  book: AnswerBook;
  /** Asks products what only observes; without it no product is asked anything. */
  liveReads: boolean;
}

/** One rehearsal on its way. */
interface Course extends Rehearsing {
  /** How much of each budget its own effects would have spent so far: of ten the sixth asks where five are allowed. */
  spent: Map<string, number>;
}

const MAX_EVENTS = 2_000;
const READ_TIMEOUT_MS = 10_000;

/**
 * Runs the stepper of production to the end. A question is answered live (when that is asked for), else from the record of the incident's own
 * runs, else by a blank; effects that the guard would refuse fail, all others succeed; nobody answers forms, and what is waited for does not come.
 */
export async function rehearse(given: Rehearsing): Promise<Rehearsal> {
  const of: Course = { ...given, spent: new Map() };
  const { program, facts } = of;
  const [effects, reads]: [RehearsedEffect[], RehearsedRead[]] = [[], []];
  const triggered = isTriggered(program, facts);
  const run = new DrivenRun(program, facts);
  const answers = new Answers(of.book, run);
  if (triggered) run.begin();
  for (let count = 0; triggered && run.ending === null && count < MAX_EVENTS; count += 1) {
    const [work] = run.pending;
    if (work === undefined) {
      if (!run.pass()) break;
      continue;
    }
    const looked = firstLook(run, work);
    run.give(looked?.event ?? (await eventOf(of, run, work, answers, { effects, reads })));
    if (looked?.again) run.give({ kind: "woken", now: run.now });
  }
  const came = whatCameOf(run);
  const outcome = triggered ? came.outcome : "not-triggered";
  return { triggered, outcome, queue: came.queue, reason: run.ending?.reason ?? "", path: came.path, effects, reads };
}

async function eventOf(
  of: Course,
  run: DrivenRun,
  work: Work,
  answers: Answers,
  noted: { effects: RehearsedEffect[]; reads: RehearsedRead[] },
): Promise<RunEvent> {
  const recorded = takeRecorded(run, work, answers);
  if (work.kind !== "action") return recorded ?? { kind: "expired", token: work.token, now: run.now };
  try {
    const { effect, input, target } = run.askedBy(work);
    if (effect === "observe") {
      const { event, read } = await readFor(of, run, work, input, recorded);
      noted.reads.push({ step: work.node, capability: work.capability, target, ...read });
      return event;
    }
    const asked = await effectFor(of, work, input, target);
    if (work.attempt === 1) noted.effects.push(asked);
    const refused = refusalOf(asked);
    if (refused !== null) return { kind: "failed", token: work.token, error: refused, now: run.now };
    return recorded?.kind === "succeeded" ? recorded : answerEvent(work, blankFor(work), run.now);
  } catch (thrown) {
    return { kind: "failed", token: work.token, error: { ...toErrorJson(thrown), root: "refused" }, now: run.now };
  }
}

function takeRecorded(run: DrivenRun, work: Work, answers: Answers): RunEvent | null {
  const found = answers.find(work);
  const event = found === null ? null : recordedEvent(work, found.answer, run.now);
  if (found !== null && event !== null) answers.take(work, found);
  return event;
}

async function readFor(
  of: Rehearsing,
  run: DrivenRun,
  work: Perform,
  input: Record<string, unknown>,
  recorded: RunEvent | null,
): Promise<{ event: RunEvent; read: Pick<RehearsedRead, "answered" | "error"> }> {
  const ready = of.liveReads ? actionFor(of.content, work.capability, work.connection) : null;
  if (ready !== null) {
    const bounds = { idempotencyKey: `rehearsal:${work.key}`, timeoutMs: READ_TIMEOUT_MS };
    const answer: Answer = await call(ready, input, bounds).then(
      (output) => ({ output }),
      (thrown) => ({ error: { ...toErrorJson(thrown), root: "refused" } as ErrorJson }),
    );
    const error = "error" in answer ? answer.error.message : null;
    return { event: answerEvent(work, answer, run.now), read: { answered: "live", error } };
  }
  if (recorded !== null) return { event: recorded, read: { answered: "recorded", error: null } };
  return { event: answerEvent(work, blankFor(work), run.now), read: { answered: "blank", error: null } };
}

function blankFor(work: Perform): Answer {
  return { output: blankOutput(capabilities.get(work.capability)!.output) };
}

function refusalOf({ decision, reason, connection, capability }: RehearsedEffect): ErrorJson | null {
  if (connection === null)
    return { root: "refused", code: "respond.no-connection", message: `No connection implements ${capability}.` };
  return decision === "refuse" ? { root: "refused", code: "guard.refused", message: reason } : null;
}

/** The effect as the guard would decide of it at this moment; a budget that is used up by now, or by the effects before it, makes it an ask. */
async function effectFor(
  of: Course,
  work: Perform,
  input: Record<string, unknown>,
  target: string | null,
): Promise<RehearsedEffect> {
  const { database, workspaceId, program, content } = of;
  const capability = capabilities.get(work.capability)!;
  const connection = actionFor(content, work.capability, work.connection)?.connection.name ?? null;
  const answer = await inWorkspace(database, workspaceId, (client) =>
    decided(client, of, capability, input, work.attempt === 1),
  );
  const as = { workspaceId, playbook: program.name, capability: capability.id, effectClass: capability.effect };
  const freezes = await freezesInForce(database.system, [workspaceId]);
  return {
    ...{ step: work.node, capability: capability.id, says: capability.say(input as never), target },
    ...{ connection, leaseSeconds: work.leaseSeconds },
    ...{ decision: answer.decision, reason: answer.reason, policies: answer.policies },
    needs: answer.decision === "ask" ? needsText(answer.terms) : null,
    frozen: frozenBy(freezes, { ...as, connection: connection ?? "" }),
  };
}

async function decided(
  client: Client,
  { workspaceId, program, facts, content, spent }: Course,
  capability: Capability,
  input: Record<string, unknown>,
  first: boolean,
): Promise<GuardAnswer> {
  const target = targetOf(capability, input);
  const known = [...(await findEntities(client, [{ workspaceId, ...target }])).values()][0];
  const entity = { ...target, key: known?.key ?? target.key, ...(known?.attributes ?? EntityAttributes.parse({})) };
  const of = { workspaceId, playbook: program.name, entityType: entity.type, entityKey: entity.key };
  const bearing = await bearingOn(client, [{ ...of, incidentType: facts.type }]);
  const at = new Date();
  const bears = bearing({ ...of, incidentType: facts.type }, at);
  const request = { ...guardRequestOf(workspaceId, program, facts, capability), ...bears };
  const as = { workspaceId, playbook: program.name, effectClass: capability.effect };
  const breakers = await openBreakers(client, [workspaceId]);
  const answer = heeding(breakers, as, content.decide({ ...request, entity, at }));
  if (answer.decision !== "allow") return answer;
  const states = await budgetStates(client, workspaceId, answer.budgets, of);
  const full = answer.budgets.find(
    ({ key }, index) => !states[index]!.holds && states[index]!.used + (spent.get(key) ?? 0) >= states[index]!.allowed,
  );
  if (full === undefined) {
    if (first) for (const { key } of answer.budgets) spent.set(key, (spent.get(key) ?? 0) + 1);
    return answer;
  }
  return { ...answer, decision: "ask", reason: `${usedUpText(full)} ${answer.reason}` };
}
