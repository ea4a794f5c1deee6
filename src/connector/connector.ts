/** The definition of one product: its settings, its secrets, what it sends us and what it can be told to do. */
import type { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { AlertDraftInput } from "../model/alert.ts";
import type { Asking } from "./asking.ts";
import type { Capability, ObjectSchema } from "./capability.ts";

/** Outbound HTTP, through the egress guard. Bodies are limited and every call has a deadline. */
export interface HttpClient {
  /** @throws TransientError on time-out, connection failure, 429 and 5xx; RefusedError on an address that may not be reached and other 4xx. */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a string as it is (set the content type yourself). */
  body?: unknown;
  timeoutMs?: number;
  /** Statuses besides 2xx that the caller wants to see instead of an error. */
  accept?: number[];
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  /** Parsed when the answer is JSON, else the text. */
  body: unknown;
}

/** What an action, a health check or a poll is given. */
export interface ConnectorContext<S = Record<string, unknown>> {
  settings: S;
  /** In the clear, only here. */
  secrets: Record<string, string>;
  http: HttpClient;
  /** For products that are not spoken to over HTTP: the address to dial, or a RefusedError when egress forbids it. */
  dial(host: string, port: number): Promise<{ host: string; port: number }>;
  log: Log;
  clock: Clock;
  /** Aborts at the step's timeout. */
  signal: AbortSignal;
  /** Equal for every attempt of one effect; sent along where the product honours such a key. */
  idempotencyKey: string;
}

/** What a read-back found: `yes` the effect is in force, `no` it is not, `cannot-tell` the product does not say. */
export interface ReadBack {
  inForce: "yes" | "no" | "cannot-tell";
  seen: Record<string, unknown>;
  /**
   * By what the product tells this containment from another one of the same that somebody makes later: an id, the moment it began. It stays while nobody
   * undoes it, whatever else changes there. Missing where the product does not say.
   */
  mark?: string | undefined;
}

export interface Action<
  S = Record<string, unknown>,
  I extends ObjectSchema = ObjectSchema,
  O extends ObjectSchema = ObjectSchema,
> {
  capability: Capability<I, O>;
  /** The product's own documentation of the endpoint used. */
  docs: string;
  /** Least privilege this action needs, in the product's words. */
  permissions: string[];
  run(context: ConnectorContext<S>, input: z.output<I>): Promise<z.input<O>>;
  /** Asks the product whether the effect is in force. Missing where the product cannot say. */
  readBack?(context: ConnectorContext<S>, input: z.output<I>): Promise<ReadBack>;
  /** True when the product itself makes a repeated call with the same key or the same arguments one effect. */
  idempotent: boolean;
  /** For actions where that depends on how the product at hand is set up; wins over `idempotent`. */
  idempotentWith?(settings: S): boolean;
}

/** Whether a repeated call of this action is one effect, on a connection with these settings. */
export function isIdempotent(action: Action, settings: Record<string, unknown>): boolean {
  return action.idempotentWith?.(settings) ?? action.idempotent;
}

/** The same of the action before there is a connection: `by-settings` where only its settings say it. */
export function idempotency(action: Action): boolean | "by-settings" {
  return action.idempotentWith === undefined ? action.idempotent : "by-settings";
}

/** Ties an action's handler to the types of the capability it implements. */
export function defineAction<S, I extends ObjectSchema, O extends ObjectSchema>(
  action: Action<S, I, O>,
): Action<S, I, O> {
  return action;
}

/** An entity made to be contained and given back, as proof that a connection may write; the settings name it. */
export interface CanaryEntity<S = Record<string, unknown>> {
  /** One that is read back, and undone. */
  capability: string;
  /** The capability's input; null where the settings name no such entity. */
  input(settings: S): Record<string, unknown> | null;
  /** One on which the product itself is to refuse it; null where the settings name none. */
  forbidden?(settings: S): Record<string, unknown> | null;
}

/** A message as it came in, before anybody read it. */
export interface RawDelivery {
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What is known of a message beside itself. */
export interface ReadingContext {
  /** Stands in for a time, or for the year of a time, that the message leaves out. */
  receivedAt: Date;
}

/** How a product's alerts are read. Pure: same input, same output. */
export interface Source<S = Record<string, unknown>> {
  /**
   * Whether one raw alert, as `split` gives it, is this product's, told by its shape alone: asked where the connection does not name the
   * product. Total, cheap (a few own keys), and true of no other product's alerts; a product's messages that are no alerts are its own too.
   */
  recognizes?(raw: unknown): boolean;
  /**
   * This source also reads what is not JSON. `lines`: one document a line, handed over as a {@link TextMessage} with its envelopes open.
   * `whole`: the body is one document, handed over as a string.
   */
  text?: "lines" | "whole";
  /** True for the source of connections that name no product: what another source recognizes is read by that one. */
  defers?: boolean;
  /** True for the source that reads lines of text which no product claims. */
  anyText?: boolean;
  /** Splits one parsed JSON document into raw alerts (SNS envelopes, `alerts: []`, `Findings: []`, `detail` …). Default: an array is its items, else itself. */
  split?(document: unknown, settings: S): unknown[];
  /** Reads one raw alert. Throws InputError naming the JSON path of what is missing or wrong. `null` when it is not an alert at all (a heartbeat, a benign event): it is counted, not stored. */
  normalize(raw: unknown, settings: S, context?: ReadingContext): AlertDraftInput | null;
  /** Checks the vendor's signature over the raw bytes; throws RefusedError("ingest.bad-signature"). Called only when the connection has the named secret. */
  verify?: { secret: string; check(delivery: RawDelivery, secret: string, now: Date, settings: S): void };
}

/** How far a source was read, in the connector's own words: JSON, kept for it between two polls. */
export type PollCursor = Record<string, unknown>;

/** The most that one poll may bring. What does not fit waits for the next. */
export interface PollBounds {
  deliveries: number;
  /** Of all bodies together, and so of any one. */
  bytes: number;
}

export interface Polled {
  /** What came in after the cursor, oldest first; as if the product had sent each by itself. */
  deliveries: RawDelivery[];
  /** Where to go on. Kept in the transaction that makes the deliveries durable: the next poll is given it exactly when they are. */
  cursor: PollCursor;
  /** There is more to take, or to do to what was taken: asked again at once. */
  more: boolean;
  /** What did not work beside the taking, in words for the person who set the connection up. */
  note?: string;
}

/** How a product is asked that does not tell by itself. */
export interface Poll<S = Record<string, unknown>> {
  /** Seconds from one poll to the next; null when these settings name nothing to ask. */
  everySeconds(settings: S): number | null;
  /**
   * Brings what came in after the cursor; null: the first time, or after the connection was another product's. Asked again with the same cursor
   * whenever it is not known that what it brought was kept, so it changes nothing in the product but what the cursor says was taken before.
   * The cursor may come from other settings of the same connector: say in it what it is of. Deadline and signal as in every context.
   * @throws TransientError when it may work later; RefusedError when a person must act.
   */
  ask(context: ConnectorContext<S>, cursor: PollCursor | null, bounds: PollBounds): Promise<Polled>;
}

export interface SecretField {
  name: string;
  title: string;
  /** Not needed, or only by a connection that acts, where the connector says which these are. */
  optional?: boolean | "unless-it-acts";
}

export interface Connector<S extends ObjectSchema = ObjectSchema> {
  /** The folder's name. */
  id: string;
  title: string;
  docs: string;
  /** True for the parts of the range; shown wherever such a connection appears. */
  simulated?: boolean;
  settings: S;
  secrets: SecretField[];
  source?: Source<z.output<S>>;
  /** For sources that are asked, alone or besides being told. */
  poll?: Poll<z.output<S>>;
  actions: Action<z.output<S>>[];
  /** For products that some only hear from: the setting that makes a connection one that acts as well. Without it in a connection's settings, that one implements nothing. */
  actsWith?: string;
  /** For products by which people can be asked for a yes or no. */
  asking?: Asking<z.output<S>>;
  canary?: CanaryEntity<z.output<S>>;
  /** Asks the product who we are there and what we may do. Throws only on defects: an unreachable product is `ok: false` with words. */
  health?(
    context: ConnectorContext<z.output<S>>,
  ): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }>;
}

/** Keeps the settings type; the result is what the registry holds. */
export function defineConnector<S extends ObjectSchema>(
  connector: Omit<Connector<S>, "actions"> & { actions: unknown[] },
): Connector {
  return connector as unknown as Connector;
}

/** What a connection with these settings implements: all that its connector can do, or nothing where it only tells us things. */
export function actionsOf(connector: Connector, settings: Record<string, unknown>): Action[] {
  return acts(connector, settings) ? (connector.actions as Action[]) : [];
}

/** Whether a connection with these settings is there to act, and not only to be heard. */
export function acts({ actsWith }: Connector, settings: Record<string, unknown>): boolean {
  return actsWith === undefined || (settings[actsWith] ?? "") !== "";
}
