/** ETags of what a part keeps, and writes that are tied to one (RFC 9110, 8.8.3 and 13.1.1). */
import { createHash } from "node:crypto";
import type { Answer, Call } from "./part.ts";
import { Refusal } from "./refusal.ts";

/** The answer with the ETag of what it shows. */
export function withVersion(answer: Answer, shown: unknown): Answer {
  return { ...answer, version: versionOf(shown) };
}

/** @throws Refusal 412 when the call is tied to another version than what is there now. */
export function requireVersion({ ifMatch }: Pick<Call<unknown>, "ifMatch">, there: unknown): void {
  if (ifMatch === "" || ifMatch === "*") return;
  const version = versionOf(there);
  if (ifMatch.split(",").some((one) => one.trim() === version)) return;
  throw new Refusal(412, "changed_meanwhile", "this was changed since you read it");
}

function versionOf(shown: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22)}"`;
}
