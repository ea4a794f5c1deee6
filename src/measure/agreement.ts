/** Whether what a playbook did, proposed, or would have done is what people decided. Pure. */
import { isHarmful } from "../model/harm.ts";
import { DISPOSITIONS, type Disposition } from "../model/scale.ts";

/** A run as it came out, or as a shadow would have. */
export interface Proposed {
  /** A disposition, or `handoff`; null when it said nothing. */
  outcome: string | null;
  /** Whether it contained something, or would have. */
  contains: boolean;
  shadow: boolean;
}

export interface Agreement {
  agreed: boolean;
  /** What was proposed, and what people said. */
  text: string;
}

/** With one of these nobody said what it was. */
const UNDECIDED: ReadonlySet<Disposition> = new Set(["unknown", "insufficient-data"]);

/**
 * Holds a run against the disposition that people gave its incident. A run that gave a disposition agrees when it is the same; one that contained
 * disagrees when there was nothing to contain. Null where one side said nothing: there is nothing to agree on.
 */
export function agreementOf({ outcome, contains, shadow }: Proposed, judged: Disposition): Agreement | null {
  if (UNDECIDED.has(judged)) return null;
  const said = DISPOSITIONS.find((one) => one === outcome && !UNDECIDED.has(one)) ?? null;
  if (said === null && !contains) return null;
  const agreed = (said === null || said === judged) && !(contains && isHarmful(judged) === false);
  const did = [
    ...(contains ? [shadow ? "would have contained" : "contained"] : []),
    ...(said === null ? [] : [shadow ? `would have said ${said}` : `said ${said}`]),
  ];
  return { agreed, text: `It ${did.join(" and ")}; people said ${judged}.` };
}

/**
 * Holds a proposed disposition against the one that people gave. A proposal says whether it was something, so another word for the same is agreement: *benign*
 * for *false positive*. Null where people said nothing.
 */
export function agreementWith(proposed: Disposition, judged: Disposition): Agreement | null {
  if (UNDECIDED.has(judged)) return null;
  const harmful = isHarmful(proposed);
  const agreed = proposed === judged || (harmful !== null && harmful === isHarmful(judged));
  return { agreed, text: `It proposed ${proposed}; people said ${judged}.` };
}
