/** Every scalar of a message, with where it stands and the words of its name: what inference looks at. Bounded, in order. */
import { asText, isRaw, type Raw } from "../raw-fields.ts";

export interface Leaf {
  /** As a mapping would write it: `alert.rule.name`, `hosts[0].ip`. */
  path: string;
  /** Of the key itself, in lower case: `srcIPAddr` is src, ip, addr. */
  words: readonly string[];
  /** Of the keys around it, nearest first, without numbers of arrays. */
  around: readonly string[];
  value: string | number | boolean;
  /** Trimmed, not empty. */
  text: string;
  /** The object it stands in. */
  parent: Raw;
}

const MAX_LEAVES = 2_000;
const MAX_DEPTH = 12;
/** Of one array so many items are looked at. */
const MAX_ITEMS = 50;
const MAX_TEXT = 8_192;

/** The leaves of a document, outer ones before inner ones of the same object. Never throws. */
export function leavesOf(document: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  if (isRaw(document)) walk(document, "", [], 0, leaves);
  return leaves;
}

function walk(parent: Raw, prefix: string, around: readonly string[], depth: number, leaves: Leaf[]): void {
  if (depth > MAX_DEPTH) return;
  const inner: [unknown, string, readonly string[]][] = [];
  for (const key of Object.keys(parent)) {
    if (leaves.length >= MAX_LEAVES) return;
    const value = parent[key];
    const path = join(prefix, key);
    const words = wordsOf(key);
    if (value !== null && typeof value === "object") inner.push([value, path, words]);
    else add(leaves, { path, words, around, value, parent });
  }
  for (const [value, path, words] of inner) {
    const names = [...words, ...around].slice(0, 16);
    if (Array.isArray(value)) walkArray(value, { parent, path, words, around, names }, depth, leaves);
    else walk(value as Raw, path, names, depth + 1, leaves);
  }
}

interface Within {
  parent: Raw;
  path: string;
  words: readonly string[];
  around: readonly string[];
  names: readonly string[];
}

/** Scalars of an array bear the array's name; objects in it stand in a thing of that name. */
function walkArray(items: readonly unknown[], within: Within, depth: number, leaves: Leaf[]): void {
  const { parent, path, words, around, names } = within;
  items.slice(0, MAX_ITEMS).forEach((item, index) => {
    if (isRaw(item)) walk(item, `${path}[${index}]`, names, depth + 1, leaves);
    else add(leaves, { path: `${path}[${index}]`, words, around, value: item, parent });
  });
}

function add(leaves: Leaf[], leaf: Omit<Leaf, "text" | "value"> & { value: unknown }): void {
  const text = asText(leaf.value);
  if (text === "" || text.length > MAX_TEXT || leaves.length >= MAX_LEAVES) return;
  leaves.push({ ...leaf, value: leaf.value as Leaf["value"], text });
}

function join(prefix: string, key: string): string {
  if (/^[A-Za-z_@$][\w@$-]*$/.test(key)) return prefix === "" ? key : `${prefix}.${key}`;
  return `${prefix}["${key.slice(0, 200).replace(/["\\]/g, "\\$&")}"]`;
}

const known = new Map<string, readonly string[]>();
const MAX_KNOWN = 20_000;

/** The words of a key: at dots, dashes and underscores, and where case changes. Keys repeat, so they are remembered. */
export function wordsOf(key: string): readonly string[] {
  const found = known.get(key);
  if (found !== undefined) return found;
  const words = key
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .flatMap((word) => SPLIT.get(word) ?? [word]);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, words);
  return words;
}

/** Names that are commonly written together. */
const SPLIT = new Map<string, string[]>(
  [
    ...["src ip", "dst ip", "dest ip", "src port", "dst port", "dest port", "src host", "dst host", "source ip"],
    ...["user name", "host name", "domain name", "file name", "process name", "rule name", "rule id", "event id"],
    ...["alert id", "ip address", "email address", "mac address", "src user", "dst user", "command line", "time stamp"],
    ...["remote ip", "local ip", "client ip", "server ip", "device name", "dev name", "computer name", "login name"],
    ...["file path", "file hash", "s user", "d user", "s host", "d host", "usr name", "start time", "end time"],
    ...["event time", "create time", "update time", "message id", "signature id", "policy name", "attack name"],
  ].map((phrase) => [phrase.replaceAll(" ", ""), phrase.split(" ")]),
);
