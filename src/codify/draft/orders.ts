/** What an order comes to, clause by clause: what machines do, what only time does, what ends it, and what is left to people. */
import { LENGTH, millisecondsOf } from "../understand/duration.ts";
import { type Matched, matchOrder } from "../understand/match.ts";
import { runbookIn } from "../understand/other-runbook.ts";
import type { Reading } from "../understand/reading.ts";
import { dispositionIn } from "./action.ts";

export type Clause =
  | { kind: "act"; order: string; matched: Matched }
  | { kind: "wait"; milliseconds: number }
  | { kind: "end"; disposition: string }
  | { kind: "runbook"; name: string; order: string }
  | { kind: "people"; order: string };

const WAIT = new RegExp(`^wait(?: for)? ${LENGTH}\\W*$`, "i");
const CLOSE = /^(?:close|resolve|mark|disposition)\b.{0,40}\b(?:incident|case|ticket|investigation|alert|event)\b/i;
const APPROVAL =
  /^(?:get|obtain|seek|request|ask for|await|secure|receive)\b.{0,60}\b(?:approval|authori[sz]ation|consent|sign-?off|permission)\b/i;
const CLASSES_OF_CARE: ReadonlySet<string> = new Set(["contain", "eradicate", "recover"]);

/** The clauses of a sentence's orders. `around` is what was said before them. `inBranch` says that they may end the run. */
export function clausesOf({ orders, either }: Said, around: string, inBranch: boolean): Clause[] {
  const clauses = clausesOfAll(orders, around, inBranch);
  if (!either) return clauses;
  // "Blackhole or sinkhole the domains" leaves nothing to choose; anything else is a person's choice.
  const [first, ...others] = clauses;
  const same =
    first?.kind === "act" && others.every((each) => each.kind === "act" && isSame(each.matched, first.matched));
  return same ? [first] : [{ kind: "people", order: orders.join(" or ") }];
}

type Said = Pick<Reading, "orders" | "either">;

function isSame(one: Matched, other: Matched): boolean {
  return one.capability.id === other.capability.id && one.target === other.target;
}

function clausesOfAll(orders: readonly string[], around: string, inBranch: boolean): Clause[] {
  return orders.flatMap((order, index): Clause[] => {
    const waited = WAIT.exec(order);
    const milliseconds = waited === null ? null : millisecondsOf(waited[1] ?? "", waited[2] ?? "");
    if (milliseconds !== null) return [{ kind: "wait", milliseconds }];
    const disposition = CLOSE.test(order) ? dispositionIn(`${order} ${around}`) : null;
    if (inBranch && disposition !== null) return [{ kind: "end", disposition }];
    const runbook = runbookIn(order);
    if (runbook !== null) return [{ kind: "runbook", name: runbook, order }];
    const meant = matchOrder(whole(order, orders[index + 1]), [around, ...orders.slice(0, index)].join(" "));
    if (meant === null) return [{ kind: "people", order }];
    const { matches } = meant;
    const marksNothing =
      matches.some(({ capability }) => capability.id === "siem.update-alert") &&
      /^(?:mark|tag)\b/i.test(order) &&
      dispositionIn(order) === null;
    if (marksNothing) return [{ kind: "people", order }];
    const acts = matches.map((matched): Clause => ({ kind: "act", order, matched }));
    return meant.whole ? acts : [...acts, { kind: "people", order }];
  });
}

/** "Isolate and reimage the host": a verb by itself acts on what the next one does. */
function whole(order: string, next: string | undefined): string {
  if (next === undefined || /\s/.test(order)) return order;
  return `${order} ${next.split(/\s+/).slice(1).join(" ")}`;
}

/** Names what an action does, so that an order that is given twice is followed once; null where each time is another. */
export function deedOf({ capability, target, plural }: Matched): string | null {
  if (target === "named" || capability.effect === "notify") return null;
  return `${capability.id} ${plural}`;
}

/** Whether a clause asks for somebody's yes to what follows. */
export function asksApproval(order: string): boolean {
  return APPROVAL.test(order);
}

/** Whether an action is one that a prohibition or a missing yes could be about. */
export function needsCare({ capability }: Matched): boolean {
  return CLASSES_OF_CARE.has(capability.effect);
}
