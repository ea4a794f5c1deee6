/** Comments under a ticket or an alert: who said what, when. */
import { textField } from "./read-request.ts";

export interface Comment {
  id: string;
  author: string;
  text: string;
  at: string;
}

/** Whoever uses the token is the machine, unless the call says which person speaks. */
export const MACHINE = "cordon";

/** Appends the body's `comment`, when there is one, as said by the body's `by`. True when something was said. @throws Refusal 400 */
export function addComment(comments: Comment[], body: Record<string, unknown>, now: Date): boolean {
  const text = textField(body, "comment", 20_000, "");
  if (text === "") return false;
  comments.push({
    id: `c${comments.length + 1}`,
    author: textField(body, "by", 100, MACHINE),
    text,
    at: now.toISOString(),
  });
  return true;
}
