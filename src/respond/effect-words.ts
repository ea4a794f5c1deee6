/** An effect in words, for whoever is asked about it: what, on whom, for how long, why, by which playbook, on whose terms. Pure. */
import type { Capability } from "../connector/capability.ts";
import { traitsText } from "../guard/explain.ts";
import type { GuardRequest } from "../guard/request.ts";
import { newId } from "../ids.ts";
import { type ApprovalTerms, DEFAULT_TERMS, type EffectInWords } from "../model/approval.ts";
import type { IncidentFacts } from "../model/incident.ts";
import { durationText } from "../playbook/duration.ts";
import type { Intent } from "../store/effect-intend.ts";

/** What is known of an effect before the guard has spoken. */
export interface Question {
  capability: Capability;
  connection: string;
  args: Record<string, unknown>;
  leaseSeconds: number | null;
  /** The step's title. */
  step: string;
  incident: Pick<IncidentFacts, "number" | "title" | "type" | "severity" | "priority">;
  /** What speaks for it. */
  evidence: string;
  /** With its version. */
  playbook: string;
  /** Who is asked where the policies name nobody. */
  queue: string;
}

const MAX_TEXT = 1000;

/** What people are asked of an effect, and until when, should the guard not decide. */
export function approvalOf(
  question: Question,
  entity: GuardRequest["entity"],
  said: ApprovalTerms | undefined,
  at: Date,
): NonNullable<Intent["approval"]> {
  const terms = { ...DEFAULT_TERMS, ...said };
  const { incident } = question;
  const what = `${question.capability.say(question.args as never)} by ${question.connection}`;
  return {
    id: newId(),
    summary: clipped(`${what}, for incident ${incident.number} (${incident.title})`),
    words: effectInWords(question, entity, terms),
    terms: { ...terms, queue: terms.queue ?? question.queue },
    expiresAt: new Date(at.getTime() + terms.expiresSeconds * 1000).toISOString(),
  };
}

/** The policies' word is left open: what is over its budget is known only later. */
function effectInWords(question: Question, entity: GuardRequest["entity"], terms: ApprovalTerms): EffectInWords {
  const { capability, args, incident } = question;
  const reason = typeof args.reason === "string" && args.reason !== "" ? `: ${args.reason}` : "";
  return {
    what: clipped(`${capability.say(args as never)} by ${question.connection}`),
    on: capability.target === undefined ? "nobody: it acts on no entity" : clipped(`${entity.type} ${entity.key}`),
    known: capability.target === undefined ? "" : clipped(traitsText(entity) || "nothing in the inventory"),
    howLong: howLong(capability, question.leaseSeconds),
    why: clipped(`${question.step}${reason}`),
    incident: clipped(
      `${incident.number}: ${incident.title} (${incident.type}, severity ${incident.severity}, priority ${incident.priority})`,
    ),
    evidence: clipped(question.evidence),
    playbook: question.playbook,
    policy: "",
    needs: needsText(terms),
  };
}

function howLong({ reversal, irreversible, effect }: Capability, leaseSeconds: number | null): string {
  if (leaseSeconds !== null && reversal !== undefined)
    return `${durationText(leaseSeconds * 1000)}, then it is undone (${reversal})`;
  if (reversal !== undefined) return `until somebody undoes it (${reversal})`;
  if (irreversible !== undefined) return `for good. ${irreversible}`;
  return effect === "contain" || effect === "eradicate" ? "for good" : "once";
}

const SILENCE = {
  refuse: "it is refused",
  escalate: "the next in the on-call order is asked",
  proceed: "it is done all the same, within its budget",
};

/** What it takes: `two people with the role approver, not who wrote the playbook, within 30m; without an answer it is refused`. */
export function needsText(terms: ApprovalTerms = DEFAULT_TERMS): string {
  const { approvers, roles, notBy, expiresSeconds, onExpiry } = terms;
  const people = approvers === 1 ? "the yes of one person" : `the yes of ${approvers} different people`;
  const not = notBy.map((kind) => (kind === "author" ? "who wrote this version of the playbook" : "who asked for it"));
  const except = not.length === 0 ? "" : `, but not ${not.join(" nor ")}`;
  const within = durationText(expiresSeconds * 1000);
  return `${people} with the role ${roles.join(" and ")}${except}, within ${within}; else ${SILENCE[onExpiry]}`;
}

/** Incident and entity speak in others' words: one line, and not more than a person reads. */
function clipped(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_TEXT)
    .toWellFormed();
}
