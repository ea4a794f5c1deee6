/** What an order acts on: the words behind its verb, as far as they name it. */
import { verbOfGerund, verbOfParticiple } from "./verbs.ts";
import { singular, withoutBrackets, wordsOf } from "./words.ts";

const STOPS = new Set(
  `from on at in with to by using via for through across within until during against into onto as so that which who whose where because when if before after while without
  under over per between among than upon about around immediately temporarily permanently quickly offline there here be is are was were has have had until unless whether
  both if`.split(/\s+/),
);
const ARTICLES = new Set(
  "the a an this that these those your our their its his her my all any each every both such of".split(" "),
);
/** Of what is at hand, and no other: each is said of what the incident is about. */
const AT_HAND = new Set(
  `affected compromised infected impacted suspect suspected suspicious malicious victim involved targeted target offending respective relevant source attacking attacker attackers hostile external
  user's users' users user employee employee's computer windows linux identified known observed implicated contaminated bad rogue c2 offender threat phishing remote corporate
  end-user active host's their victim's attacker's associated corresponding related login network outbound inbound current entire ad directory breached potentially possibly
  flagged reported detected confirmed ip address addresses account's individual patient-zero exposed leaked standing existing open iam cloud aws`.split(
    /\s+/,
  ),
);

/** Whether a word only says of a thing that the incident is about it: "the affected host". */
export function isSaidOfAll(word: string): boolean {
  return AT_HAND.has(word);
}

/** Of whom or what something is: "the sessions of the user". */
const OWNERS = new Set("user account host device system ip incident machine endpoint server".split(" "));

export interface NounPhrase {
  /** The noun with the words before it, in the singular: longest first. */
  heads: string[];
  plural: boolean;
  /** Its noun is a plural, which is no part of another noun behind it. */
  several: boolean;
  /** All words, without articles, and what it is of. */
  words: string[];
  /** "any account": nobody knows which. */
  any: boolean;
}

export interface Acted {
  /** With its particle: `log out`. */
  verb: string;
  /** Several where they are coordinated: "domains and addresses". */
  phrases: NounPhrase[];
  /** What is behind them. */
  rest: string;
  /** It is said of one or the other. */
  either: boolean;
}

const PARTICLES = new Set(["up", "out", "off", "down", "back"]);
const PRONOUNS = new Set(["it", "them", "him", "her", "this", "these", "those"]);

/** The verb of an order and what it acts on. */
export function actedOn(order: string): Acted {
  const plain = withoutBrackets(order)
    .replaceAll(/\bcommand[- ](?:and|&)[- ]control\b|\bc&c\b|\bc2c\b/gi, "c2")
    .replace(/\b(all|any|each|every|both) of (?=(?:the|these|those|his|her|its|their|your|our)\b)/i, "$1 ")
    // "reset" is also a participle, and no noun ends with one.
    .replaceAll(/\bpassword reset\b/gi, "password change")
    .replace(/^make sure\b(?: that)?|^ensure that\b/i, "ensure")
    .replace(/^(confirm|verify|check) that\b/i, "$1");
  const words = wordsOf(plain);
  const verb = words[0]?.text ?? "";
  const particle = PARTICLES.has(words[1]?.text ?? "") ? ` ${words[1]?.text}` : "";
  let from = particle === "" ? 1 : 2;
  // "log the user out" is "log out the user".
  let tail = "";
  const end = phraseEnd(plain, words, from);
  if (particle === "" && PARTICLES.has(words[end - 1]?.text ?? "") && end - 1 > from) tail = ` ${words[end - 1]?.text}`;
  const until = tail === "" ? end : end - 1;
  const groups: string[][] = [[]];
  let either = false;
  for (; from < until; from++) {
    const text = words[from]?.text ?? "";
    const gap = plain.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
    const joins = text === "and" || text === "or";
    if (text === "or") either = true;
    if (joins || /[,/&]/.test(gap)) groups.push([]);
    if (!joins) groups.at(-1)?.push(text);
  }
  const rest = plain.slice(words[until]?.start ?? plain.length);
  const phrases = groups.filter((group) => group.length > 0).map((group) => phraseOf(group));
  return { verb: verb + particle + tail, phrases, rest, either };
}

/** Whether the object is a mere "it": what that is stands elsewhere. */
export function isPronoun({ heads }: NounPhrase): boolean {
  return PRONOUNS.has(heads.at(-1) ?? "");
}

/** Where the object ends: at a preposition, a mark, or a form that says more of it. */
function phraseEnd(plain: string, words: ReturnType<typeof wordsOf>, from: number): number {
  for (let at = from; at < words.length; at++) {
    const text = words[at]?.text ?? "";
    const gap = at === from ? "" : plain.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0);
    if (/[.;:–—!?]|\s-+\s/.test(gap)) return at;
    if (at > from && PARTICLES.has(text)) return at + 1;
    // "that" may be its article or begin what is said of it.
    if (STOPS.has(text) && !(text === "that" && at === from) && !(at === from && text === "both")) return at;
    const next = words[at + 1]?.text;
    const ends = next === undefined || next === "of" || STOPS.has(next);
    // "accounts associated with it" says more of them, "the associated accounts" does not.
    const participle = verbOfParticiple(text) !== null || /ed$/.test(text);
    const said = verbOfGerund(text) !== null || (participle && (!AT_HAND.has(text) || ends));
    const behind = at > from && !ARTICLES.has(words[at - 1]?.text ?? "");
    if (behind && (said || (ends && /ly$/.test(text)))) return at;
  }
  return words.length;
}

function phraseOf(words: readonly string[]): NounPhrase {
  const of = words.indexOf("of", 1);
  const nouns = (of === -1 ? words : words.slice(0, of)).filter((word) => !ARTICLES.has(word) || words.length === 1);
  const last = nouns.at(-1) ?? "";
  const owner = of === -1 ? [] : words.slice(of + 1).filter((word) => !ARTICLES.has(word));
  return {
    heads: [3, 2, 1]
      .filter((count) => count <= nouns.length)
      .map((count) => [...nouns.slice(-count, -1), singular(last)].join(" ")),
    several: last !== singular(last),
    plural: last !== singular(last) || words[0] === "all" || words[0] === "any",
    words: [...owner.map(singular), ...nouns],
    any: words[0] === "any",
  };
}

/** Whether the words around a head say no more than that the incident is about it. */
export function isAtHand({ words, any }: NounPhrase, head: string): boolean {
  const before = words.slice(0, words.length - head.split(" ").length);
  return !any && before.every((word) => AT_HAND.has(word) || OWNERS.has(word));
}
