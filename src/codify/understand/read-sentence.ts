/** Reads one sentence. What is not understood is a statement: nothing is ordered that the words do not order. */
import { LENGTH, millisecondsOf } from "./duration.ts";
import { withoutLabels } from "./labels.ts";
import { orderOfGerund, orderOfPassive, ordersIn } from "./order.ts";
import { type Condition, type Reading, STATEMENT } from "./reading.ts";
import { withoutBrackets } from "./words.ts";

const ELSE = /^(?:otherwise|else|if not|in (?:all )?other cases|in any other case)\b[\s,:;–—→>-]*/i;
const YES =
  /^(?:if (?:yes|so|true|positive|confirmed(?! (?:legitimate|benign))|it (?:is|does|has|was)(?=\s*[,:–—→]))|yes)\b(?:[\s,:;–—→>-]+|$)/i;
const NO = /^(?:if (?:no|false)|no)\b(?:[,:;–—→>-]+\s*|\s*$)/i;
const EACH = /^(?:for|on) (?:each|every|any|all)(?: of)?(?: the)? ([^,:]{2,80})[,:]\s*/i;
const AFTER = new RegExp(`^(?:after|wait(?: for)?) ${LENGTH}\\s*(?:,|then|and then)\\s*`, "i");
const PARALLEL = /\b(?:in parallel|meanwhile|simultaneously|at the same time|concurrently)\b/i;
const BEFORE_MAIN =
  /^(?:if|when|whenever|in case(?: of)?|in the event(?: that| of)?|once|unless|as soon as|where|should|after|before|upon|during|while|as|based on|from|in|on|using|with|to|for|at|depending on|within)\b/i;
const CONDITIONAL = /^(if|when|whenever|in case(?: of)?|in the event(?: that| of)?|unless|as soon as|once|where)\b\s*/i;
/** Where to read on; it is no order to do anything. */
const ELSEWHERE = /^for (?:more|further|additional|detailed|full|the full|specific|other)\b/i;
const APPROVED =
  /^(?:if|once|when|after|upon|as soon as)\b.{0,40}\b(?:approv(?:ed|al)|authori[sz](?:ed|ation)|consent|sign-?off|permission)\b/i;
const APPROVAL =
  /\b(?:with|after|upon|once|following|subject to|pending|requires?|without|get|obtain|seek|request)\b(?: \w+){0,5} (?:approval|authori[sz]ation|consent|sign-?off|permission)\b|\bif (?:approved|authori[sz]ed|permitted)\b/i;

/** Longer ones are lists, logs or attacks on a reader; nobody gives an order in so many words. */
export const MAX_LENGTH = 1500;

export function readSentence(sentence: string): Reading {
  if (sentence.length > MAX_LENGTH) return STATEMENT;
  const { text: bare, remark, optional } = withoutLabels(sentence);
  const text = bare.replace(/^(black|null)[ -](hole|route)\b/i, "$1$2");
  if (remark || isPlaceholder(text)) return STATEMENT;
  const read = readLabelled(text);
  const parallel = PARALLEL.test(text);
  return { ...read, parallel, mood: optional && read.mood === "order" ? "suggestion" : read.mood };
}

/** A gap that its author left to be filled, and names in braces that nobody filled. */
export function isPlaceholder(text: string): boolean {
  return (
    /^\W*(?:TO-?DO|TBD|FIX-?ME|PLACEHOLDER)\b/.test(text) || /^\W*(?:<[^<>]{1,80}>|\{\{[^{}]{1,80}\}\})\W*$/.test(text)
  );
}

function readLabelled(text: string): Reading {
  const otherwise = after(text, ELSE);
  if (otherwise !== null) return { ...readFramed(otherwise), branch: "else" };
  const yes = after(text, YES);
  if (yes !== null) return { ...readFramed(yes), branch: "yes" };
  const no = after(text, NO);
  if (no !== null) return { ...readFramed(no), branch: "no" };
  return readFramed(text);
}

/** With what frames its order: how long to wait, for what, and on which condition. */
function readFramed(text: string): Reading {
  const waited = AFTER.exec(text);
  if (waited !== null) {
    const delayMs = millisecondsOf(waited[1] ?? "", waited[2] ?? "");
    return { ...readFramed(text.slice(waited[0].length)), delayMs };
  }
  const each = EACH.exec(text);
  if (each !== null) {
    const inner = readFramed(text.slice(each[0].length));
    return { ...inner, each: each[1] ?? null };
  }
  if (/\?["'”’)\s]*$/.test(text) && !/^(?:if|when)\b[^,?]{1,200},/i.test(text))
    return { ...STATEMENT, mood: "question" };
  const before = BEFORE_MAIN.test(text) ? readBefore(text) : null;
  return before ?? readMain(text);
}

/** `If it is infected, isolate it`: the order behind the first comma that has one. */
function readBefore(text: string): Reading | null {
  if (ELSEWHERE.test(text)) return STATEMENT;
  const plain = withoutBrackets(text);
  for (const { 0: mark, index } of plain.matchAll(/[,:;→]\s+|\s(?:then|[–—]+>?|-+>)\s+/g)) {
    const main = readMain(text.slice(index + mark.length).replace(/^(?:then|please)\s+/i, ""));
    if (main.mood === "statement") continue;
    const opening = text.slice(0, index).trim();
    if (APPROVED.test(opening) || APPROVAL.test(opening)) return { ...main, approval: true };
    const condition = conditionOf(opening);
    // Two conditions are one that a person judges as a whole.
    const both = condition !== null && main.condition !== null;
    return {
      ...main,
      condition: both
        ? { text: `${condition.text}, ${main.condition?.text}`, unless: false }
        : (condition ?? main.condition),
    };
  }
  const alone = conditionOf(text.replace(/[:.…\s]+$/, ""));
  return alone === null ? null : { ...STATEMENT, condition: alone };
}

/** What an opening asks for; null where it only says what comes before, or why. */
function conditionOf(opening: string): Condition | null {
  const found = CONDITIONAL.exec(opening);
  if (found === null) return null;
  const word = (found[1] ?? "").toLowerCase();
  const text = opening.slice(found[0].length).trim();
  // "Once that is done" goes without saying: steps are done one after another.
  if (
    /^(?:once|as soon as|where|when)$/.test(word) &&
    /\b(?:done|complete[d]?|finished|possible|in place|ready)\b/i.test(text)
  )
    return null;
  return text === "" ? null : { text, unless: word === "unless" };
}

const PROHIBITION =
  /^(?:please\s+)?(?:do not|don't|don’t|never|avoid|refrain from|under no circumstances|no need to|be (?:careful|aware|cautious|mindful)|beware|take care|keep in mind|bear in mind|remember)\b/i;
const WHO =
  "(?:(?:the|an?|all|your|our|every|each)\\s+)?(?:[\\w/-]+\\s+){0,3}?(?:analysts?|responders?|team(?:s)?|leads?|engineers?|commanders?|handlers?|managers?|operators?|administrators?|admins?|owners?|officers?|staff|personnel|soc|csirt|csoc|cert|users?|you|we|they|members?|department|desk|counsel|organi[sz]ation)";
const MUST = new RegExp(
  `^${WHO}\\s+(?:should|must|shall|will|needs? to|ha(?:s|ve) to|(?:is|are) to|(?:is|are) required to)\\s+((?:(?:also|then|first|now|immediately|always|promptly)\\s+)*)(.+)$`,
  "i",
);
const MAY = new RegExp(`^${WHO}\\s+(?:can|may|could|might(?: want to| wish to)?)\\s+(?:also\\s+)?(.+)$`, "i");
const NEEDED =
  /^it (?:is|may be|might be|will be) (?:also )?(necessary|important|critical|essential|required|imperative|vital|crucial|recommended|advisable|advised|best|useful|helpful|possible) to (.+)$/i;
const PASSIVE =
  /^((?:(?!\b(?:if|when|that|which|who|because)\b)[^,;:()]){2,120}?)\s+(?:should|must|shall|needs? to|ha(?:s|ve) to|(?:is|are) to)\s+(?:also\s+|then\s+|immediately\s+)*be\s+(?:immediately\s+|temporarily\s+|fully\s+)?([a-z-]+)\b(.*)$/i;
const CONSIDER =
  /^(?:also\s+)?(?:consider|optionally,?|preferably,?|ideally,?|as an alternative,?|alternatively,?|you can|you may|you might want to|feel free to|(?:we )?recommend(?:ed)?(?: to)?)\b[\s,:]*(.*)$/i;
const SUFFIX = /[\s,]+(only if|only when|unless|if|when|whenever|in case|provided that|as long as)\s+(.+)$/i;
const WHETHER =
  /\b(?:check|verify|determine|see|confirm|ask|know|find out|assess|identify|decide|evaluate|understand|consider|investigate|validate|look|establish|document|note|record|report|indicate|show|clarify)(?:\s+\w+){0,8}?$/i;
const NEEDLESS_CONDITION =
  /^(?:possible|available|feasible|known|any|present|exists?|able|they exist|it exists|you can|one exists)\b/i;
const LEFT_OPEN =
  /^(?:needed|necessary|required|applicable|appropriate|warranted|desired|relevant|indicated|deemed|practical|practicable|permitted by)\b/i;

/** A few words for what the order behind them is about: "email attachment: check the logs". */
const LABELLED = /^[^:.,;?!]{2,60}:\s+/;

/** What a sentence says without what stands before it. */
function readMain(text: string): Reading {
  if (PROHIBITION.test(text)) return { ...STATEMENT, mood: "prohibition", orders: prohibited(text) };
  const suggestion = suggested(text);
  if (suggestion !== null) return { ...ordered(suggestion), mood: "suggestion" };
  const must = beginsWithVerb(text) ? null : MUST.exec(text);
  if (must !== null && /^not\b/i.test(must[2] ?? ""))
    return { ...STATEMENT, mood: "prohibition", orders: ordersIn((must[2] ?? "").slice(4)).orders };
  if (must !== null && ordersIn(must[2] ?? "").orders.length > 0) return ordered(must[2] ?? "");
  const direct = ordered(text);
  if (direct.mood !== "statement") return direct;
  const needed = NEEDED.exec(text);
  if (needed !== null) {
    const mood = /^(?:necessary|important|critical|essential|required|imperative|vital|crucial)$/i.test(needed[1] ?? "")
      ? "order"
      : "suggestion";
    const inner = ordered(needed[2] ?? "");
    return inner.mood === "order" ? { ...inner, mood } : STATEMENT;
  }
  const named = LABELLED.exec(withoutBrackets(text));
  const behind = named === null ? STATEMENT : ordered(text.slice(named[0].length));
  return behind.mood === "statement" ? readPassive(text) : behind;
}

function readPassive(text: string): Reading {
  const passive = PASSIVE.exec(text);
  const [, subject = "", participle = "", rest = ""] = passive ?? [];
  const order = passive === null ? null : orderOfPassive(subject, participle, rest);
  if (order === null) return STATEMENT;
  return ordered(order);
}

/** "Make sure you can block it" speaks to nobody but who makes sure. */
function beginsWithVerb(text: string): boolean {
  return ordersIn(text).orders.length > 0;
}

/** What is suggested, as an order. */
function suggested(text: string): string | null {
  const rest = CONSIDER.exec(text)?.[1] ?? (beginsWithVerb(text) ? undefined : MAY.exec(text)?.[1]);
  if (rest === undefined) return null;
  const order = orderOfGerund(rest) ?? rest;
  if (ordersIn(order).orders.length > 0) return order;
  return /^(?:also\s+)?consider\b/i.test(text) ? text : null;
}

function prohibited(text: string): string[] {
  const rest = text.replace(PROHIBITION, "").trim();
  return ordersIn(orderOfGerund(rest) ?? rest).orders;
}

/** An order, and the condition that stands behind it. */
function ordered(text: string): Reading {
  const approval = APPROVAL.test(text);
  const found = SUFFIX.exec(withoutBrackets(text));
  const before = found === null ? text : text.slice(0, found.index);
  const said = found === null ? "" : (found[2] ?? "").replace(/[.\s]+$/, "");
  if (found === null || WHETHER.test(withoutBrackets(before)) || NEEDLESS_CONDITION.test(said))
    return { ...plainOrder(text), approval };
  if (LEFT_OPEN.test(said)) {
    const open = plainOrder(text);
    return { ...open, mood: open.mood === "order" ? "suggestion" : open.mood, approval };
  }
  const main = plainOrder(before);
  if (main.mood !== "order" || approval) return { ...main, approval };
  return { ...main, condition: { text: said, unless: (found[1] ?? "").toLowerCase() === "unless" } };
}

function plainOrder(text: string): Reading {
  const { orders, either } = ordersIn(text);
  return orders.length === 0 ? STATEMENT : { ...STATEMENT, mood: "order", orders, either };
}

/** What follows a beginning; null where the text has none. */
function after(text: string, beginning: RegExp): string | null {
  const found = beginning.exec(text);
  return found === null ? null : text.slice(found[0].length);
}
