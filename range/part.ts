/** What a simulated product is: its routes, its first state and how its state is shown. Serving it is `serve-part.ts`. */
import type { CountedEffect } from "./effect-counter.ts";
import type { Section } from "./page.ts";

export const PART_NAMES = ["siem", "endpoint", "identity", "firewall", "ticket", "chat", "intel", "mail"] as const;
export type PartName = (typeof PART_NAMES)[number];

/** One request, already authenticated and parsed. */
export interface Call<S> {
  state: S;
  /** Decoded path parameters. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** A JSON object; empty when the request had none. */
  body: Record<string, unknown>;
  now: Date;
  /** The `Idempotency-Key` header, or an empty text. */
  key: string;
  /** The `If-Match` header, or an empty text. */
  ifMatch: string;
}

export interface Answer {
  status: number;
  body: unknown;
  /** For state-changing routes: what was acted on, and whether that changed anything. */
  entity?: string;
  changed?: boolean;
  /** Sent as ETag. */
  version?: string;
  /** Work that nobody waits for, begun once the answer is decided. */
  afterwards?: () => void;
}

export interface Route<S> {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `:name` for parameters. */
  path: string;
  /** Set on state-changing routes: the verb under which the call is counted. */
  effect?: string;
  handle(call: Call<S>): Answer;
}

export interface Part<S = unknown> {
  name: PartName;
  title: string;
  initial(): S;
  routes: Route<S>[];
  show(state: S, now: Date): Section[];
}

/** Keeps the state type of a part while it is written; the result fits a list of parts. */
export function definePart<S>(part: Part<S>): Part {
  return part as Part;
}

/** What a test or a curious person sees at `GET /_range/state`. */
export interface PartState {
  part: PartName;
  simulated: true;
  entities: unknown;
  counters: { effects: CountedEffect[] };
}

/** A plain 200. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** The answer to a state-changing call. */
export function done(entity: string, changed: boolean, body: unknown, status = 200): Answer {
  return { status, body, entity, changed };
}
