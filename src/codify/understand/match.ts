/** An order held against the catalogue of capabilities. */
import { capabilities } from "../../connector/capabilities/catalog.ts";
import type { Capability } from "../../connector/capability.ts";
import type { EntityType } from "../../model/entity.ts";
import { ANYTHING, type Entry } from "./entry.ts";
import { LEXICON } from "./lexicon.ts";
import { type Acted, actedOn, isAtHand, isPronoun, type NounPhrase } from "./noun-phrase.ts";
import { NOUNS } from "./nouns.ts";
import { QUESTIONS } from "./questions.ts";

export interface Matched {
  capability: Capability;
  /** What it acts on: whatever of that kind the incident is about, or what only its author knows. */
  target: "incident" | "named" | "none";
  /** Several are meant. */
  plural: boolean;
  /** The field of its answer that was asked for. */
  answer?: string | undefined;
}

/** What is said of the object behind it, and still means those of the incident. */
const SAYS_NOTHING =
  /^(?:(?:immediately|at once|everywhere|\w+ly|quickly|now|as soon as possible|asap|offline|in question|concerned|involved|affected|to (?:change|reset) (?:their|his|her|its|his or her|the) passwords?(?: (?:at|on|upon) (?:the |their )?(?:next|first) (?:log-?in|logon|log-?on|sign-?in))?|to (?:prevent|stop|limit|contain|avoid|block|reduce|ensure|minimi[sz]e|preserve)\b.*|(?:from|on|at|in|via|through|using|by|with|across|off|against)\b(?! (?:which|whom|who|other)|.{0,30}\b(?:caches?|logs?|headers?|lists?)\b)(?!.{0,60}\b(?:that|which|who|whose|except|not)\b).*|for (?:\d+|a|an|the|further|investigation|analysis|forensic|now|safety|up to|at least)\b.*|of (?:the incident|(?:all|every|any)(?: active| open)? (?:sessions?|devices?|applications?))\b.*|to (?:(?:the|an?|our|your) )?(?:[\w-]+ ){0,2}(?:block|deny|black)[- ]?lists?\b.*|(?:involved|identified|found|seen|observed|listed|named|mentioned|associated|detected|reported) (?:in|by|with|on|as) (?:the|this) (?:incident|alert|attack|investigation|analysis|event|case|report)\b.*|until\b.*|and\b.*|so that\b.*|while\b.*|before\b.*|after\b.*|as (?:soon|quickly|needed)\b.*|if possible\b.*|where possible\b.*|when possible\b.*)?[\s.,;!]*)$/i;

/** What an order means, and whether it names more than that. */
export interface Meant {
  matches: Matched[];
  /** All that it names; else the rest of it is a person's. */
  whole: boolean;
}

/**
 * The capabilities that an order means, one for each thing that it names; null where none means any. What is named beside them is told of, so
 * that a part of an order is never taken for the whole. `around` is what was said just before, for an "it".
 */
export function matchOrder(order: string, around = ""): Meant | null {
  const question = matchQuestion(order);
  if (question !== null) return { matches: [question], whole: true };
  const acted = actedOn(order);
  const matches = acted.phrases.map((phrase) => matchPhrase(phrase, acted, order, around));
  const found = matches.flat();
  if (found.length === 0) return null;
  const whole = matches.every((each) => each.length > 0);
  if (!whole && !standsAlone(acted, matches)) return null;
  const kinds = new Set(found.map(({ capability }) => capability.id));
  if (acted.either && kinds.size > 1 && found.every(({ capability }) => capability.effect !== "observe")) return null;
  return { matches: [...kinds].map((id) => merged(found.filter(({ capability }) => capability.id === id))), whole };
}

/** Only a plural that comes first stands by itself beside what nobody understands: neither "the user and group policies" nor "tool and user sessions" does. */
function standsAlone({ phrases }: Acted, matches: readonly Matched[][]): boolean {
  const understood = matches.map((each) => each.length > 0);
  const first = understood.indexOf(false);
  return first > 0 && !understood.includes(true, first) && phrases.slice(0, first).every(({ several }) => several);
}

function merged(same: readonly Matched[]): Matched {
  const [first] = same as [Matched, ...Matched[]];
  const plural = same.length > 1 || same.some((each) => each.plural);
  return { ...first, plural, target: same.some(({ target }) => target === "named") ? "named" : first.target };
}

function matchPhrase(phrase: NounPhrase, acted: Acted, order: string, around: string): Matched[] {
  const heads = isPronoun(phrase) ? nounsIn(around) : phrase.heads;
  const entry = LEXICON.find((each) => fits(each, acted.verb, { heads, words: phrase.words.join(" ") }, order));
  if (entry === undefined) return [];
  const { own, plural } = meantBy(phrase, acted, heads, entry);
  return [entry.capability, ...(entry.and ?? [])]
    .flatMap((id) => capabilities.get(id) ?? [])
    .map((capability): Matched => {
      if (capability.target === undefined) return { capability, target: "none", plural: false };
      return { capability, target: own ? "incident" : "named", plural };
    });
}

/** "Check whether the account is privileged": what a system can answer about whatever the incident is about. */
function matchQuestion(order: string): Matched | null {
  const found = QUESTIONS.find(({ asks }) => asks.test(order));
  const capability = found === undefined ? undefined : capabilities.get(found.capability);
  if (capability === undefined || found === undefined) return null;
  const { about, answer } = found;
  const asked = about === undefined ? capability : { ...capability, target: { type: about, field: "value" } };
  return { capability: asked, target: "incident", plural: true, answer };
}

/** Whether what is meant is whatever of its kind the incident is about, and whether it is several. */
function meantBy(
  phrase: NounPhrase,
  acted: Acted,
  heads: readonly string[],
  entry: Entry,
): { own: boolean; plural: boolean } {
  const head = heads.find((one) => entry.heads.includes(one)) ?? "";
  const atHand = isPronoun(phrase) || isAtHand(phrase, head);
  const related = RELATED.test(head)
    ? /^(?:to|from|with|for|of)(?: (?:and|or|\/) ?(?:to|from))? (.*)$/i.exec(acted.rest)?.[1]
    : undefined;
  if (related === undefined) return { own: atHand && SAYS_NOTHING.test(acted.rest), plural: phrase.plural };
  // "traffic to the address": it is the address that has to be the incident's.
  const { phrases, rest } = actedOn(`block ${related}`);
  const [only, ...others] = phrases;
  const own =
    only !== undefined && others.length === 0 && isAtHand(only, only.heads.at(-1) ?? "") && SAYS_NOTHING.test(rest);
  return { own: atHand && own, plural: only?.plural ?? false };
}

const RELATED =
  /\b(?:traffic|connection|communication|access|connectivity|request|query|reputation|reset|change|memory|ram|dump|image|capture|package)$/;

interface Named {
  heads: readonly string[];
  /** Of the whole phrase. */
  words: string;
}

function fits(entry: Entry, verb: string, { heads, words }: Named, order: string): boolean {
  // "block the user out" is no verb of ours, "isolate down" no word: the particle has to be the entry's own.
  if (
    !entry.verbs.includes(verb) &&
    !(entry.verbs.includes(verb.split(" ")[0] ?? "") && /\b(?:down|off|out)$/.test(verb) && entry.needs !== undefined)
  )
    return false;
  if (entry.heads !== ANYTHING && !heads.some((head) => entry.heads.includes(head))) return false;
  if (entry.of !== undefined && !entry.of.test(words)) return false;
  return (entry.needs?.test(order) ?? true) && !(entry.never?.test(order) ?? false);
}

/** The one kind of thing that a text speaks of, by its nouns; none where it speaks of several. */
function nounsIn(text: string): string[] {
  const kinds = kindsIn(text);
  return kinds.length === 1 ? [...(NOUNS[kinds[0] as EntityType] ?? [])] : [];
}

/** The kinds of entities that a text speaks of. */
export function kindsIn(text: string): EntityType[] {
  const plain = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}-]+/gu, " ")} `;
  return (Object.entries(NOUNS) as [EntityType, readonly string[]][])
    .filter(([, nouns]) =>
      nouns.some(
        (noun) => plain.includes(` ${noun} `) || plain.includes(` ${noun}s `) || plain.includes(` ${noun}es `),
      ),
    )
    .map(([kind]) => kind);
}
