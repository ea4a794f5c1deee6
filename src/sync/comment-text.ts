/** How a comment of Cordon's looks in another system, and how it is known again there. */
import { referenceOf } from "../connector/reference.ts";

const MAX_TEXT = 19_000;
const MARK = /(?:^|\n)— Cordon, incident \d+, ref [0-9a-f]{8}\s*$/;

/** The text with its mark: equal for every attempt under one key, and unlike every other comment. */
export function markedText(text: string, incident: number, idempotencyKey: string): string {
  const body = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} … (shortened)` : text;
  return `${body}\n\n— Cordon, incident ${incident}, ref ${referenceOf(idempotencyKey).slice(0, 8)}`;
}

/** True for what Cordon wrote there, also when it signed in as an account that people use. */
export function isOurs(text: string): boolean {
  return MARK.test(text);
}
