/** Where the alerts of an envelope are: an array under a name that only says "here are several". */
import { isRaw, type Raw } from "../raw-fields.ts";

const NAMES = [
  "alerts",
  "events",
  "records",
  "findings",
  "detections",
  "incidents",
  "offenses",
  "notables",
  "threats",
  "issues",
  "items",
  "results",
  "value",
  "values",
  "data",
  "hits",
  "entries",
  "logs",
  "messages",
  "resources",
  "Records",
  "Findings",
  "Alerts",
  "Events",
  "Items",
  "Results",
  "Data",
];
/** Wrappers of one thing inside an envelope. */
const INNER = ["_source", "event", "alert", "detail", "payload", "body"];

/** The alerts of one document: the items of its envelope, else the document itself. At most three envelopes deep. */
export function openEnvelope(document: unknown, depth = 0): unknown[] {
  if (Array.isArray(document)) return document.flatMap((item) => (depth < 3 ? openEnvelope(item, depth + 1) : [item]));
  if (!isRaw(document) || depth >= 3) return [document];
  for (const name of NAMES) {
    if (!Object.hasOwn(document, name)) continue;
    const inside = document[name];
    if (Array.isArray(inside) && inside.length > 0 && inside.every(isRaw) && isEnvelope(document, name))
      return inside.map((item) => unwrapItem(item as Raw));
    if (isRaw(inside) && name === "hits") return openEnvelope(inside, depth + 1);
  }
  return [document];
}

/** An envelope says little besides: few scalars around its array, and none that is a title of an alert of its own. */
function isEnvelope(document: Raw, name: string): boolean {
  const others = Object.keys(document).filter((key) => key !== name);
  const own = others.some((key) =>
    /^(?:title|name|severity|rule|rule_?name|signature|alert_?(?:name|id)|message)$/i.test(key),
  );
  return !own && others.length <= 12;
}

function unwrapItem(item: Raw): unknown {
  const keys = Object.keys(item);
  const inner = INNER.find((name) => Object.hasOwn(item, name) && isRaw(item[name]));
  return inner !== undefined && keys.length <= 6 && (inner === "_source" || keys.length === 1) ? item[inner] : item;
}
