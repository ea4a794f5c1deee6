/** Fields that name what several capabilities act on. Their text comes out of alerts, so each takes only what it is for. */
import { z } from "zod";

/** The digests that endpoint products and reputation services know files by. */
export const FileHash = z
  .string()
  .regex(/^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i, "an MD5, SHA-1 or SHA-256 in hex");

/**
 * A web address as a proxy sees one. What stands before an `@` or behind a `#` never reaches a server: with it, one page has endless
 * spellings, and what is protected under one would not be under another.
 */
export const WebUrl = z
  .url({ protocol: /^https?$/i, error: "an http or https URL" })
  .max(2048)
  .refine(isBare, "a URL without user, password and fragment");

function isBare(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "" && !text.includes("#");
}
