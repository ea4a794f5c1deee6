import type { z } from "zod";
import { RefusedError } from "../errors.ts";
import { issueText } from "./invoke.ts";

const MOST_SAID = 500;

/**
 * What a product answered, as the schema says it.
 * @param what Which answer: the call that it is of.
 * @throws RefusedError `connector.bad-answer` that names the field; nothing of the answer is quoted.
 */
export function readAnswer<S extends z.ZodType>(schema: S, body: unknown, product: string, what: string): z.output<S> {
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  throw new RefusedError(
    "connector.bad-answer",
    `${product} answered ${what} in an unknown form: ${issueText(answer.error)}.`.slice(0, MOST_SAID),
  );
}
