/** What a model wrote, read as strictly as any other stranger's text. */
import type { z } from "zod";
import { RefusedError } from "../errors.ts";

const MAX_CHARACTERS = 400_000;
const MAX_DEPTH = 16;

/**
 * The JSON object in an answer, by its schema. A model that says `{"declined": "why"}` declines.
 * @throws RefusedError `ai.declined`, `ai.bad-answer` with what was not as expected
 */
export function readAnswer<T extends z.ZodType>(text: string, schema: T): z.output<T> {
  const value = parse(text);
  const { declined } = value as { declined?: unknown };
  if (typeof declined === "string")
    throw new RefusedError("ai.declined", `The model declined: ${declined.replace(/\p{Cc}/gu, " ").slice(0, 300)}`);
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw bad(`${issue?.path.join(".") || "the answer"}: ${(issue?.message ?? "not as expected").slice(0, 200)}`);
}

/** From the first brace to the last: some models talk before and after, or fence it. */
function parse(text: string): object {
  if (text.length > MAX_CHARACTERS) throw bad(`it is longer than ${MAX_CHARACTERS} characters`);
  const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  if (json === "") throw bad("there is no JSON object in it");
  if (isDeep(json)) throw bad(`it is nested more than ${MAX_DEPTH} deep`);
  try {
    return JSON.parse(json) as object;
  } catch {
    throw bad("what stands between its braces is not JSON");
  }
}

function isDeep(json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (inString && sign === "\\") at += 1;
    else if (sign === '"') inString = !inString;
    else if (!inString && (sign === "{" || sign === "[")) depth += 1;
    else if (!inString && (sign === "}" || sign === "]")) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function bad(what: string): RefusedError {
  const message = `The model's answer is not as it was asked for: ${what}. Nothing of it was used.`;
  return new RefusedError("ai.bad-answer", message);
}
