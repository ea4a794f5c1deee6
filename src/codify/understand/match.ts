/** An order held against the catalogue of capabilities. */
import { capabilities } from "../../connector/capabilities/catalog.ts";
import type { Capability } from "../../connector/capability.ts";
import type { EntityType } from "../../model/entity.ts";
import { type Entry, LEXICON, NOUNS } from "./lexicon.ts";
import { type Acted, actedOn, isAtHand, isPronoun, type NounPhrase } from "./noun-phrase.ts";

export interface Matched {
  capability: Capability;
  /** What it acts on: whatever of that kind the incident is about, or what only its author knows. */
  target: "incident" | "named" | "none";
  /** Several are meant. */
  plural: boolean;
}

/** What is said of the object behind it, and still means those of the incident. */
const SAYS_NOTHING =
  /^(?:(?:immediately|at once|temporarily|quickly|now|as soon as possible|asap|offline|in question|concerned|involved|affected|to (?:prevent|stop|limit|contain|avoid|block|reduce|ensure|minimi[sz]e|preserve)\b.*|(?:from|on|at|in|via|through|using|by|with|across|off)\b(?! (?:which|whom|who|other)|.{0,30}\b(?:caches?|logs?|headers?|lists?)\b)(?!.{0,60}\b(?:that|which|who|whose|except|not)\b).*|for (?:\d+|a|an|the|further|investigation|analysis|forensic|now|safety|up to|at least)\b.*|of the incident\b.*|(?:involved|identified|found|seen|observed|listed|named|mentioned|associated|detected|reported) (?:in|by|with|on|as) (?:the|this) (?:incident|alert|attack|investigation|analysis|event|case|report)\b.*|until\b.*|and\b.*|so that\b.*|while\b.*|before\b.*|after\b.*|as (?:soon|quickly|needed)\b.*|if possible\b.*|where possible\b.*|when possible\b.*)?[\s.,;!]*)$/i;

/**
 * The capabilities that an order means, one for each thing that it names; null when there is a thing among them that none means, so that a
 * part of an order is never taken for the whole. `around` is what was said just before, for an "it".
 */
export function matchOrder(order: string, around = ""): Matched[] | null {
  const acted = actedOn(order);
  if (acted.phrases.length === 0) return null;
  const matches = acted.phrases.map((phrase) => matchPhrase(phrase, acted, order, around));
  if (matches.some((match) => match === null)) return null;
  const found = matches as Matched[];
  const kinds = new Set(found.map(({ capability }) => capability.id));
  if (acted.either && kinds.size > 1) return null;
  return [...kinds].map((id) => {
    const same = found.filter(({ capability }) => capability.id === id);
    return {
      capability: (same[0] as Matched).capability,
      plural: same.length > 1 || same.some(({ plural }) => plural),
      target: same.some(({ target }) => target === "named") ? "named" : (same[0] as Matched).target,
    };
  });
}

function matchPhrase(phrase: NounPhrase, acted: Acted, order: string, around: string): Matched | null {
  const heads = isPronoun(phrase) ? nounsIn(around) : phrase.heads;
  const entry = LEXICON.find((each) => fits(each, acted.verb, heads, order));
  const capability = entry === undefined ? undefined : capabilities.get(entry.capability);
  if (capability === undefined) return null;
  if (capability.target === undefined) return { capability, target: "none", plural: false };
  const meant = meantBy(phrase, acted, heads, entry as Entry);
  return { capability, target: meant.own ? "incident" : "named", plural: meant.plural };
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

const RELATED = /\b(?:traffic|connection|communication|access|connectivity|request|query|reputation)$/;

function fits(entry: Entry, verb: string, heads: readonly string[], order: string): boolean {
  // "block the user out" is no verb of ours, "isolate down" no word: the particle has to be the entry's own.
  if (
    !entry.verbs.includes(verb) &&
    !(entry.verbs.includes(verb.split(" ")[0] ?? "") && /\b(?:down|off|out)$/.test(verb) && entry.needs !== undefined)
  )
    return false;
  if (!heads.some((head) => entry.heads.includes(head))) return false;
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
