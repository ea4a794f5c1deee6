/** Orders within a text: where one begins, and where the next one does. */
import { isSaidOfAll } from "./noun-phrase.ts";
import { isCompound, isVerb, verbOfGerund, verbOfParticiple } from "./verbs.ts";
import { type Word, withoutBrackets, wordsOf } from "./words.ts";

const ADVERBS = new Set(
  `then next first firstly second secondly third finally lastly also now immediately always please promptly quickly temporarily permanently carefully properly
  thoroughly proactively manually automatically either simultaneously subsequently additionally fully completely safely forcibly forcefully formally regularly continuously
  initially again just only physically logically remotely closely meanwhile afterwards and so`.split(/\s+/),
);
/** Behind a verb's form these make a noun of it: "access is", "review of". */
const NOMINAL = new Set("is are was were has had shows may can should must will would could of s".split(" "));
const ALSO_NOUNS = new Set(
  `access address alert answer attack audit block call change check contact control copy cut document drop email end exit export file filter flag focus force format group guide halt hash help
  image import increase interview issue label leverage limit link list lock log map match measure message monitor note notice offer order page patch plan play point post practice press process purge query
  question recall record release report request research reset result return review route run scan scope search set share shutdown sign snapshot start state stop store support switch tag tail
  test track train transfer transition trap trigger update upgrade upload use view wait walk watch work`.split(/\s+/),
);
/** What a noun stands behind: then the word before it was a verb, also one that could be a noun. */
const FOLLOWS_VERB =
  /^(?:the|a|an|all|any|each|every|this|that|these|those|your|their|its|our|his|her|with|for|up|down|out|off|and|whether|if|to|on|in|at|from|as|into|through|both|other)$/;

/** Where a verb that orders something begins at this word; false where it is a noun. */
export function isVerbAt(words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at]?.text ?? "", words[at + 1]?.text];
  if (!isVerb(word)) return false;
  if (next === undefined) return !ALSO_NOUNS.has(word);
  if (NOMINAL.has(next) || isCompound(word, next)) return false;
  return !(
    ALSO_NOUNS.has(word) &&
    /^(?:to|for|from)$/.test(next) &&
    ["access", "support", "request", "answer", "test"].includes(word)
  );
}

/**
 * The orders that a text begins with, each from its verb on; none where it orders nothing. `Disable the account, and end its sessions` are two.
 * `either` is true where one of them is to be chosen.
 */
export function ordersIn(text: string): { orders: string[]; either: boolean } {
  const words = wordsOf(text);
  const first = firstVerb(words);
  const start = words[first]?.start;
  if (start === undefined) return { orders: [], either: false };
  const plain = withoutBrackets(text);
  const starts = [start];
  let either = false;
  const chosen = words.slice(0, first).some(({ text: word }) => word === "either");
  for (let at = first + 1; at < words.length; at++) {
    const between = plain.slice((words[at - 1] as Word).end, (words[at] as Word).start);
    const joint = jointAt(words, at, between);
    if (joint === null || !isVerbAt(words, at) || !standsAlone(words, at)) continue;
    if (joint === "or" || chosen) either = true;
    starts.push((words[at] as Word).start);
  }
  const orders = starts.map((from, index) =>
    text
      .slice(from, starts[index + 1])
      .replace(JOINT_AT_END, "")
      .trim(),
  );
  return { orders, either };
}

const JOINT_AT_END = /(?:[\s,;–—&/-]|\b(?:and|then|or|and\/or|also|immediately|next)(?=[\s,;]|$))+$/i;

function firstVerb(words: readonly Word[]): number {
  let at = 0;
  while (at < words.length && ADVERBS.has(words[at]?.text ?? "") && !isVerbAt(words, at)) at += 1;
  return isVerbAt(words, at) ? at : -1;
}

/** What joins a word to what is before it, when an order could begin there. */
function jointAt(words: readonly Word[], at: number, between: string): "and" | "or" | null {
  let before = at - 1;
  while (before > 0 && ADVERBS.has(words[before]?.text ?? "") && words[before]?.text !== "and") before -= 1;
  const word = words[before]?.text ?? "";
  if (word === "or") return "or";
  if (word === "and" || word === "then") return "and";
  if (/\//.test(between)) return "or";
  return /[,;–—]\s*$/.test(between) ? "and" : null;
}

/** A word that could be a noun is none only where something follows that it acts on: "users, groups, and access" orders nothing. */
function standsAlone(words: readonly Word[], at: number): boolean {
  const word = words[at]?.text ?? "";
  if (!ALSO_NOUNS.has(word)) return true;
  const next = words[at + 1]?.text ?? "";
  return (
    FOLLOWS_VERB.test(next) ||
    isSaidOfAll(next) ||
    /^\d/.test(next) ||
    (next.endsWith("s") && !isVerb(next)) ||
    verbOfParticiple(next) !== null
  );
}

/** `isolating the host` as an order; null where it does not begin with such a form. */
export function orderOfGerund(text: string): string | null {
  const word = /^[a-z-]+ing\b/i.exec(text)?.[0] ?? "";
  const verb = verbOfGerund(word.toLowerCase());
  return verb === null ? null : verb + text.slice(word.length);
}

/** `the host be isolated at once` is said as `isolate the host at once`; null where it is something else. */
export function orderOfPassive(subject: string, participle: string, rest: string): string | null {
  const verb = verbOfParticiple(participle.toLowerCase());
  return verb === null ? null : `${verb} ${subject.charAt(0).toLowerCase()}${subject.slice(1)} ${rest.trim()}`.trim();
}
