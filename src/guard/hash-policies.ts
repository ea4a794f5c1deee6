import { hashOf } from "../ids.ts";
import type { PolicyFile } from "./compile-policies.ts";

/** One hash for the same policies, whichever folder they were read from and in whichever order. */
export function hashPolicies(files: readonly PolicyFile[]): string {
  const named = files.map(({ file, text }) => ({ file: file.split("/").at(-1) ?? file, text }));
  return hashOf(named.sort((a, b) => (a.file < b.file ? -1 : 1)));
}
