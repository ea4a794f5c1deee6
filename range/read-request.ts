/** Reads one request body: bounded, UTF-8, a JSON object. */
import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

export const MAX_BODY_BYTES = 256 * 1024;

/**
 * The text of the body.
 * @throws Refusal 413 beyond {@link MAX_BODY_BYTES}, 400 when it is not UTF-8.
 */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is read to its end and thrown away, so that the client gets an answer and not a reset connection.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES)
    throw new Refusal(413, "too_large", `the body has ${size} bytes; at most ${MAX_BODY_BYTES} are taken`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Refusal(400, "bad_encoding", "the body is not UTF-8");
  }
}

/** @throws Refusal 400 when the text is no JSON object. */
export function parseObject(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "bad_json", "the body is not JSON");
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Refusal(400, "bad_json", "the body must be a JSON object");
  }
  return value as Record<string, unknown>;
}

/**
 * A text field of a body; without a fallback it must be there and not be empty.
 * @throws Refusal 400 naming the field.
 */
export function textField(body: Record<string, unknown>, name: string, maxLength: number, fallback?: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "string") throw new Refusal(400, "bad_field", `"${name}" must be a text`);
  if (value === "" && fallback === undefined) throw new Refusal(400, "bad_field", `"${name}" must not be empty`);
  if (value.length > maxLength)
    throw new Refusal(400, "bad_field", `"${name}" has ${value.length} characters; at most ${maxLength} are taken`);
  return value;
}

/** A whole number of a body between 0 and `max`. @throws Refusal 400 naming the field. */
export function countField(body: Record<string, unknown>, name: string, max: number, fallback: number): number {
  const value = Object.hasOwn(body, name) ? body[name] : fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > max) {
    throw new Refusal(400, "bad_field", `"${name}" must be a whole number from 0 to ${max}`);
  }
  return value;
}

/** One of the given words, or undefined when the field is absent. @throws Refusal 400 naming the field and the words. */
export function wordField<W extends string>(
  body: Record<string, unknown>,
  name: string,
  words: readonly W[],
): W | undefined {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (value === undefined) return undefined;
  const word = words.find((one) => one === value);
  if (word === undefined) throw new Refusal(400, "bad_field", `"${name}" must be one of: ${words.join(", ")}`);
  return word;
}
