/** Text of strangers on its way into a prompt: clean, without secrets, defanged, bounded, and fenced by a word that nobody can know. */
import { randomBytes } from "node:crypto";
import { withoutSecretShapes } from "./secret-shapes.ts";

export interface DataOptions {
  /** Takes out the secrets that are known: those of the workspace's connections. */
  redact: (text: string) => string;
  /** The most characters of the whole block. */
  limit: number;
}

/** One string is cut here, a list after so many, a tree at this depth. */
const MAX_STRING = 2_000;
const MAX_ITEMS = 200;
const MAX_DEPTH = 8;

/** What reorders, hides or only fills: format characters and tags, variation selectors, blank letters, halves of characters. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point}/gu;

/** The ends of a block in one prompt. */
export interface Fence {
  open: string;
  close: string;
}

/** A fence with a word of its own: text that was written before cannot hold its end. */
export function newFence(): Fence {
  const word = randomBytes(12).toString("hex");
  return { open: `<data ${word}>`, close: `</data ${word}>` };
}

/** A value as lines of JSON between the ends of a fence. What does not fit is left out at the end, and it is said. */
export function dataBlock(value: Record<string, unknown>, fence: Fence, { redact, limit }: DataOptions): string {
  const parts = Object.entries(value).flatMap(([name, part]): [string, unknown][] =>
    Array.isArray(part) ? part.slice(0, MAX_ITEMS).map((item) => [name, item]) : [[name, part]],
  );
  const lines: string[] = [];
  let room = limit;
  for (const [name, part] of parts) {
    const line = JSON.stringify({ [name]: safe(part, redact, 0) });
    room -= line.length + 1;
    if (room < 0) {
      lines.push('{"note":"more was left out"}');
      break;
    }
    lines.push(line);
  }
  return [fence.open, ...lines, fence.close].join("\n");
}

function safe(value: unknown, redact: (text: string) => string, depth: number): unknown {
  if (typeof value === "string") return safeText(value, redact);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[deeper]";
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => safe(item, redact, depth + 1));
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(entries.map(([key, item]) => [safeText(key, redact), safe(item, redact, depth + 1)]));
}

/** One text. Secrets are taken out before anything is cut, so that no half of one is left; as it came, and again without what was hidden in it. */
export function safeText(text: string, redact: (text: string) => string, most = MAX_STRING): string {
  const bounded = text.length > 20 * most ? text.slice(0, 20 * most).replace(/\S*$/, "") : text;
  const visible = redact(bounded)
    .replace(/[\r\n\t]+/g, " ")
    .replace(HIDDEN, "");
  const clean = withoutSecretShapes(redact(visible.normalize("NFKC")));
  const plain = defanged(clean).replace(/[<>]/g, (sign) => (sign === "<" ? "‹" : "›"));
  return plain.length > most ? `${plain.slice(0, most).toWellFormed()}…` : plain;
}

/** Addresses that nothing follows by itself. */
function defanged(text: string): string {
  return text.replace(/\b(h)tt(ps?:\/\/)/gi, "$1xx$2").replace(/\b(data|javascript|file):/gi, "$1[:]");
}
