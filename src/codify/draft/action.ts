/** Steps that do something: one order of a runbook, as actions of capabilities. */
import type { Capability } from "../../connector/capability.ts";
import { durationText } from "../../playbook/duration.ts";
import { plainText } from "../../playbook/plain-text.ts";
import type { WrittenJson, WrittenStep } from "../../playbook/written-form.ts";
import { LENGTH, millisecondsOf } from "../understand/duration.ts";
import type { Matched } from "../understand/match.ts";
import type { Sentence } from "../understand/outline.ts";
import { clipped, type Drafting, PATIENCE, quoted } from "./drafting.ts";
import { ASKED_OF, kindName, kindPlural, type Loop, loopStep, targetsOf } from "./target.ts";

/** What holds when a runbook does not say for how long. */
const LEASE = "8h";
const REASON = "Incident {{ incident.number }}";

/** An order to be done, and what is known around it. */
export interface Ordered {
  matched: Matched;
  order: string;
  sentence: Sentence;
  /** It is to be done only to what intelligence calls malicious. */
  ifMalicious: boolean;
}

/** Its steps. Ids of those that act are in `acting`. */
export function actionSteps(ordered: Ordered, drafting: Drafting, acting: string[]): WrittenStep[] {
  const { matched } = ordered;
  const { capability, target } = matched;
  // Looking up harms nobody, and what intelligence vouches for needs no guess, so both are done to all.
  const plural = matched.plural || ordered.ifMalicious || capability.effect === "observe";
  if (capability.id === "ticket.update") return ticketNote(ordered, drafting, acting);
  if (capability.target === undefined) return [noTarget(ordered, drafting, acting)];
  const list = targetsOf(capability, ordered.ifMalicious);
  if (target === "named" || list === null)
    return named(ordered, "it is not said of all that the incident names", drafting, acting);
  const as = drafting.newId(kindName(capability.target.type));
  const inside = insideLoop(ordered, as, drafting, acting);
  const several = plural ? [] : named(ordered, "it is said of one, and the incident names several", drafting, acting);
  const title = `${capability.title}, for what the incident names`;
  return [looped(ordered, title, { list, as, plural, steps: inside }, several, drafting)];
}

/** The loop, and what the last step tells of it: what was looked up gives whatever it found. */
function looped(
  { matched: { capability, answer: askedFor }, sentence }: Ordered,
  title: string,
  loop: Loop,
  several: WrittenStep[],
  drafting: Drafting,
): WrittenStep {
  const type = capability.target?.type ?? "other";
  const id = drafting.newId(`each_${kindName(type)}`);
  drafting.note(id, sentence);
  const asked = capability.effect === "observe" ? String(loop.steps[0]?.id) : null;
  const answer = askedFor ?? ("malicious" in capability.output.shape ? "malicious" : "found");
  const told = asked === null ? `string(steps.${id}.count)` : `steps.${id}.items.filter(item, item != "").join(", ")`;
  // Of what was looked at only what intelligence vouches for was acted on.
  const vouched = asked === null && loop.steps.length > 1;
  const what = asked === null ? `${kindPlural(type)}${vouched ? " looked at" : ""}` : answer;
  drafting.summary.push(`${capability.title}, ${what}: {{ has(steps.${id}) ? ${told} : "not done" }}`);
  const collect = `has(steps.${asked}) && ${foundBy(`steps.${asked}`, answer, `each.${loop.as}`)} : ""`;
  return loopStep(id, title, asked === null ? loop : { ...loop, collect }, several);
}

/** What is told of one that was looked up: itself where the answer is yes, or what was found of it. */
function foundBy(step: string, answer: string, item: string): string {
  const isList = answer === "mailboxes" || answer === "hosts";
  return isList ? `${step}.found ? ${item} + " (" + ${step}.${answer}.join(", ") + ")"` : `${step}.${answer} ? ${item}`;
}

/** One action on an item; a domain, URL or file, and what the runbook says so of, only where intelligence vouches for it. */
function insideLoop(ordered: Ordered, as: string, drafting: Drafting, acting: string[]): WrittenStep[] {
  const { capability } = ordered.matched;
  const contains = capability.effect === "contain" || capability.effect === "eradicate";
  const action = actionOn(ordered, `=each.${as}`, drafting, acting);
  const type = capability.target?.type ?? "other";
  const intelligence = ASKED_OF[type];
  // Addresses of the actor are the incident's own; all else of these is text of the alert.
  if (!contains || intelligence === undefined || (type === "ip" && !ordered.ifMalicious)) return [action];
  const id = drafting.newId(`known_${kindName(type)}`);
  return [
    {
      id,
      title: "What is known of it?",
      action: intelligence.capability,
      with: { [intelligence.field]: `=each.${as}` },
      "on-failure": [],
    },
    {
      title: "Is it known to be malicious?",
      if: `has(steps.${id}) && steps.${id}.malicious`,
      // biome-ignore lint/suspicious/noThenProperty: the language has a word "then"; nobody awaits a step.
      then: [action],
      else: [],
    },
  ];
}

/** Asks people whom it is about, and does it to whom they name. */
function named(ordered: Ordered, why: string, drafting: Drafting, acting: string[]): WrittenStep[] {
  const { capability } = ordered.matched;
  const type = capability.target?.type ?? "other";
  const id = drafting.newId(`which_${kindName(type)}`);
  drafting.hole(id, `${why}; an expression for the ${kindPlural(type)} could stand in the loop below`);
  const as = drafting.newId(kindName(type));
  drafting.note(id, ordered.sentence);
  const ask = `Which ${kindPlural(type)}? An empty list means none. The runbook says: "${clipped(ordered.sentence.text, 400)}"`;
  return [
    {
      id,
      title: `${capability.title}: which?`,
      handoff: drafting.queue,
      reason: `${REASON}: ${why}, so a person says which.`,
      resume: { targets: { ask: quoted(ask, 700), type: "list" } },
      "at-most": PATIENCE,
    },
    looped(
      ordered,
      `${capability.title}, for what was named`,
      { list: `steps.${id}.targets`, as, plural: true, steps: [actionOn(ordered, `=each.${as}`, drafting, acting)] },
      [],
      drafting,
    ),
  ];
}

function actionOn(
  { matched, order, sentence }: Ordered,
  target: string,
  drafting: Drafting,
  acting: string[],
): WrittenStep {
  const { capability } = matched;
  const id = idFor(capability, drafting, acting);
  drafting.note(id, sentence);
  const reason: { [key: string]: WrittenJson } = "reason" in capability.input.shape ? { reason: REASON } : {};
  return {
    id,
    title: capability.title,
    action: capability.id,
    with: { [capability.target?.field ?? "id"]: target, ...evidenceIn(order, capability), ...reason },
    ...(capability.effect === "contain" && capability.reversal !== undefined ? { for: leaseOf(order) } : {}),
    ...(capability.effect === "observe" ? { "on-failure": [] } : {}),
  };
}

/** Which evidence is meant, where it is evidence that is collected. */
function evidenceIn(order: string, { id }: Capability): { [key: string]: WrittenJson } {
  if (id !== "endpoint.collect-evidence") return {};
  return { kind: /\b(?:memory|ram)\b/i.test(order) ? "memory" : "triage" };
}

/** For how long a runbook says that it holds. */
function leaseOf(order: string): string {
  const found = new RegExp(`\\bfor ${LENGTH}\\b`, "i").exec(order);
  const milliseconds = found === null ? null : millisecondsOf(found[1] ?? "", found[2] ?? "");
  return milliseconds === null ? LEASE : durationText(milliseconds);
}

function noTarget(
  { matched: { capability }, order, sentence }: Ordered,
  drafting: Drafting,
  acting: string[],
): WrittenStep {
  const id = idFor(capability, drafting, acting);
  drafting.note(id, sentence);
  const says = plainText(clipped(sentence.text, 500)).replace(/^==/, "=");
  const inputs: { [id: string]: { [key: string]: WrittenJson } } = {
    "ticket.create": {
      subject: "Incident {{ incident.number }}: {{ clip(incident.title, 150) }}",
      body: `Incident {{ incident.number }}: {{ incident.title }}\n\nThe runbook says: "${says}"`,
      priority: "=incident.priority",
    },
    "chat.post-message": {
      text: `Incident {{ incident.number }} ({{ incident.severity }}): {{ clip(incident.title, 200) }}. The runbook says: "${says}"`,
    },
    "siem.get-alert": { id: "=incident.alertUid" },
    "siem.update-alert": { id: "=incident.alertUid", ...alertUpdate(order) },
  };
  return {
    id,
    title: capability.title,
    action: capability.id,
    with: inputs[capability.id] ?? {},
    ...(capability.effect === "notify" || capability.effect === "observe" ? { "on-failure": [] } : {}),
  };
}

/** What an alert is to become. */
function alertUpdate(order: string): { [key: string]: WrittenJson } {
  const disposition = dispositionIn(order);
  const status = /^acknowledge\b/i.test(order) ? "in-progress" : /^resolve\b/i.test(order) ? "resolved" : "closed";
  return { ...(/^(?:mark|tag)\b/i.test(order) ? {} : { status }), ...(disposition === null ? {} : { disposition }) };
}

/** The disposition that a text names. */
export function dispositionIn(text: string): string | null {
  const found = /\b(false[- ]positive|benign|duplicate|true[- ]positive)\b/i.exec(text)?.[1];
  return found === undefined ? null : found.toLowerCase().replace(" ", "-");
}

/** What people have found out, written to the ticket: the one that the draft has opened before, else one that they name. */
function ticketNote(
  { matched: { capability }, sentence }: Ordered,
  drafting: Drafting,
  acting: string[],
): WrittenStep[] {
  const id = drafting.newId("to_record");
  const opened = drafting.done.get("ticket.create false")?.[0];
  drafting.hole(id, "only a person knows what is to be written; an expression could stand in the step below");
  drafting.note(id, sentence);
  const step: WrittenStep = {
    id,
    title: "What is to be written to the ticket?",
    handoff: drafting.queue,
    reason: `${REASON}: the runbook wants something written to the ticket.`,
    resume: {
      comment: {
        ask: quoted(`What is to be written? The runbook says: "${clipped(sentence.text, 400)}"`, 700),
        type: "text",
      },
      ...(opened === undefined ? { ticket: { ask: "To which ticket? Its number or id.", type: "text" } } : {}),
    },
    "at-most": PATIENCE,
  };
  const written = idFor(capability, drafting, acting);
  drafting.note(written, sentence);
  const ticket = opened === undefined ? `steps.${id}.ticket` : `steps.${opened}.id`;
  const to = { id: `=${ticket}`, comment: `=steps.${id}.comment` };
  return [step, { id: written, title: capability.title, action: capability.id, with: to }];
}

/** `suspend_user_1` of `identity.suspend-user`. */
function idFor({ id }: Capability, drafting: Drafting, acting: string[]): string {
  const made = drafting.newId((id.split(".")[1] ?? id).replaceAll("-", "_"));
  acting.push(made);
  return made;
}
