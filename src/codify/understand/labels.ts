/** What stands before a sentence and is no part of it: numbers, boxes, roles in brackets, names of fields. */

const MARKS = /^(?:[^\p{L}\p{N}("'“‘<[{*_$]+|[*_]+)/u;
const NUMBER = /^(?:step|action|task|phase)?\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z])[.):]\s+/i;
const NAMED = /^(?:step|action|task)\s*\d*\s*[:–—-]\s+/i;
/** "RA3101: Block …", "[IR Lead] Notify …" */
const ID = /^[A-Z]{1,6}[-_ ]?\d{1,6}\s*[:.–—-]\s+/;
const ROLE = /^\[[^\]]{1,40}\]\s*[:–—-]?\s*(?=\p{Lu})/u;
/** Words that make a remark of what follows. */
const REMARK =
  /^(?:note|notes|tip|hint|example|examples|e\.g\.?|i\.e\.?|reference|references|goal|goals|objective|disclaimer|info|information|rationale|why|background|caveat|remark|recommendation|best practice|automation opportunity|status|version|author|owner|csf 2\.0 functions?|see also|source)\s*(?:\([^)]*\))?\s*[:–—]\s*/i;
const URGENT = /^(?:important|warning|caution|attention|critical|alert)\s*[:!–—-]+\s*/i;
const OPTIONAL =
  /^\(?(?:optional|optionally|if needed|if necessary|if applicable|if appropriate|where appropriate|as needed)\)?\s*[:,–—-]?\s+/i;

export interface Labelled {
  text: string;
  /** It says that what follows is a remark. */
  remark: boolean;
  /** It says that what follows is left to who reads it. */
  optional: boolean;
}

/** The sentence itself. */
export function withoutLabels(sentence: string): Labelled {
  let text = sentence.trim();
  let optional = false;
  // Each round takes something off the beginning, so that it ends.
  for (let before = ""; before !== text; ) {
    before = text;
    if (REMARK.test(text)) return { text: text.replace(REMARK, ""), remark: true, optional };
    if (OPTIONAL.test(text)) optional = true;
    for (const label of [MARKS, NUMBER, NAMED, ID, ROLE, URGENT, OPTIONAL]) text = text.replace(label, "");
  }
  return { text, remark: false, optional };
}
