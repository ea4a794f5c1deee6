/** What is wrong with a mapping, and where in it: never a bare message. */

/** The way to a place from the top of the settings: keys and positions. */
export type Way = readonly (string | number)[];

export interface MappingFault {
  /** Stable: `mapping.<reason>`. */
  code: string;
  way: Way;
  /** The key itself is at fault, not what stands under it. */
  atKey: boolean;
  message: string;
  /** The nearest fix, as half a sentence. */
  fix: string;
}

/** A part of a mapping while it is read: what is written there, where that is, and where complaints go. */
export interface Part {
  value: unknown;
  way: Way;
  faults: MappingFault[];
}

/** The whole of what is read, without complaints yet. */
export function wholeOf(value: unknown): Part {
  return { value, way: [], faults: [] };
}

/** What stands under a key or at a position. */
export function under(part: Part, key: string | number, value: unknown): Part {
  return { value, way: [...part.way, key], faults: part.faults };
}

/** Leaves a complaint; always undefined, so that readers can return it. */
export function complain(part: Part, code: string, message: string, fix: string, atKey = false): undefined {
  part.faults.push({ code, way: part.way, atKey, message, fix });
}

/** `mapping.entities[0].from`, for messages about settings that have no lines. */
export function wayText(way: Way): string {
  return way.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}

/** The last key on the way, as a person would call the place. */
export function nameOf({ way }: Part): string {
  const last = way.findLast((step) => typeof step === "string");
  return last === undefined ? "the mapping" : `"${last}"`;
}
