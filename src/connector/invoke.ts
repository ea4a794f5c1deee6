/** Calls a connector: what goes in and what comes out are checked, the time is bounded, and whatever goes wrong is one of our errors. */
import type { z } from "zod";
import { type Clock, systemClock } from "../clock.ts";
import {
  type CordonError,
  DefectError,
  fromErrorJson,
  InputError,
  isCordonError,
  RefusedError,
  TransientError,
  toErrorJson,
} from "../errors.ts";
import type { Log } from "../log.ts";
import type { ObjectSchema } from "./capability.ts";
import type { Action, Connector, ConnectorContext, HttpClient, ReadBack } from "./connector.ts";
import type { EgressPolicy } from "./egress.ts";
import { createHttpClient, HTTP_DEFAULTS } from "./http.ts";
import { redactSecrets } from "./redact.ts";

/** What a call needs besides the action: the connection as checked by {@link checkConnection} (once, not per call), and the machine. */
export interface ContextParts {
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  egress: EgressPolicy;
  log: Log;
  clock?: Clock;
  /** Equal for every attempt of one effect. */
  idempotencyKey: string;
  /** Milliseconds for the whole action, all its requests together. */
  timeoutMs?: number;
  maxResponseBytes?: number;
  /** Ends the action early, for example when its run is cancelled. */
  signal?: AbortSignal;
}

type Output = Record<string, unknown>;

/**
 * Runs an action and answers what its capability promises.
 * @throws InputError `connector.bad-input` naming the field; RefusedError `connector.bad-answer` when the product's answer is not what the
 * capability promises (the effect may have happened: read it back); TransientError `connector.timeout`; and what the action itself throws.
 * `details.sent: false` says the failing request did not leave this process; `details.changed: true` that an earlier request of the same call
 * may have changed something, whatever became of the failing one.
 */
export async function invokeAction(
  connector: Connector,
  action: Action,
  parts: ContextParts,
  rawInput: unknown,
): Promise<Output> {
  const input = checkInput(connector, action, rawInput);
  const output = await withContext(connector, parts, (context) => action.run(context, input));
  const checked = action.capability.output.safeParse(output);
  if (checked.success) return checked.data;
  throw new RefusedError(
    "connector.bad-answer",
    `${connector.title} answered ${action.capability.id} with something else than promised: ${issueText(checked.error)}.`,
    { details: { connector: connector.id, capability: action.capability.id, sent: true } },
  );
}

/** Asks the product whether the effect of an action is in force; `cannot-tell` when the action has no read-back. Throws as {@link invokeAction}. */
export async function invokeReadBack(
  connector: Connector,
  action: Action,
  parts: ContextParts,
  rawInput: unknown,
): Promise<ReadBack> {
  const { readBack } = action;
  if (!readBack) return { inForce: "cannot-tell", seen: {} };
  const input = checkInput(connector, action, rawInput);
  return withContext(connector, parts, (context) => readBack.call(action, context, input));
}

/** The product's own word on what this connection may do; an unreachable product is `ok: false`, never an exception. */
export async function invokeHealth(
  connector: Connector,
  parts: ContextParts,
): Promise<{ ok: boolean; message: string; may: string[]; mayNot: string[] }> {
  const { health } = connector;
  if (!health) return { ok: true, message: "Only receives; there is nothing to ask.", may: [], mayNot: [] };
  try {
    return await withContext(connector, parts, (context) => health.call(connector, context));
  } catch (error) {
    return { ok: false, message: (error as Error).message, may: [], mayNot: [] };
  }
}

/**
 * A connection's settings and secrets, checked against its connector, defaults filled in. Do this once per connection, not per call.
 * @throws InputError `connector.bad-settings` naming each wrong field, or the secret that is missing or not known.
 */
export function checkConnection(
  connector: Connector,
  rawSettings: unknown,
  secrets: Record<string, string>,
): { settings: Record<string, unknown>; secrets: Record<string, string> } {
  const settings = connector.settings.safeParse(rawSettings);
  if (!settings.success)
    throw new InputError("connector.bad-settings", `Settings of ${connector.title}: ${issueText(settings.error)}.`, {
      details: { connector: connector.id },
    });
  const known = connector.secrets.map(({ name }) => name);
  const missing = connector.secrets.find(({ name, optional }) => !optional && !secrets[name]);
  const unknown = Object.keys(secrets).find((name) => !known.includes(name));
  if (missing)
    throw new InputError(
      "connector.bad-settings",
      `${connector.title} needs the secret "${missing.name}" (${missing.title}).`,
      { details: { connector: connector.id } },
    );
  if (unknown !== undefined) {
    throw new InputError(
      "connector.bad-settings",
      `${connector.title} has no secret "${unknown}"; it knows ${known.join(", ") || "none"}.`,
      { details: { connector: connector.id } },
    );
  }
  return { settings: settings.data, secrets };
}

/** What is wrong with a value, field by field, on one line. */
export function issueText(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.length === 0 ? "the whole" : issue.path.join(".")}: ${issue.message}`)
    .join("; ");
}

function checkInput(connector: Connector, action: Action, rawInput: unknown): z.output<ObjectSchema> {
  const checked = action.capability.input.safeParse(rawInput);
  if (checked.success) return checked.data;
  throw new InputError("connector.bad-input", `Input of ${action.capability.id}: ${issueText(checked.error)}.`, {
    details: {
      connector: connector.id,
      capability: action.capability.id,
      fields: checked.error.issues.map((issue) => issue.path.join(".")),
    },
  });
}

/** Hands the task a context that ends at the deadline, also for connectors that do not watch the signal. */
async function withContext<T>(
  connector: Connector,
  parts: ContextParts,
  task: (context: ConnectorContext) => Promise<T>,
): Promise<T> {
  const timeoutMs = parts.timeoutMs ?? HTTP_DEFAULTS.defaultTimeoutMs;
  const ending = new AbortController();
  let end: (reason: "deadline" | "cancelled") => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    end = (reason) => {
      ending.abort();
      // A connector that watches the signal knows better what it was waiting for: its error comes first.
      setImmediate(() => reject(endedEarly(connector, reason, timeoutMs)));
    };
  });
  const deadline = setTimeout(() => end("deadline"), timeoutMs);
  const cancel = () => end("cancelled");
  parts.signal?.addEventListener("abort", cancel);
  const changes: Changes = { mayHaveHappened: false };
  try {
    if (parts.signal?.aborted) throw endedEarly(connector, "cancelled", timeoutMs);
    return await Promise.race([task(contextOf(parts, ending.signal, timeoutMs, changes)), ended]);
  } catch (error) {
    const ours = isCordonError(error) ? error : unexpected(connector, parts, error);
    throw changes.mayHaveHappened ? withDetails(ours, { changed: true }) : ours;
  } finally {
    clearTimeout(deadline);
    parts.signal?.removeEventListener("abort", cancel);
  }
}

/** Whether an earlier request of the same action may have changed something in the product. */
interface Changes {
  mayHaveHappened: boolean;
}

function contextOf(parts: ContextParts, signal: AbortSignal, timeoutMs: number, changes: Changes): ConnectorContext {
  const { settings, secrets, egress, log, idempotencyKey } = parts;
  const clock = parts.clock ?? systemClock;
  const maxResponseBytes = parts.maxResponseBytes ?? HTTP_DEFAULTS.maxResponseBytes;
  const known = Object.values(secrets);
  const client = createHttpClient({
    egress,
    log,
    clock,
    signal,
    defaultTimeoutMs: timeoutMs,
    maxResponseBytes,
    secrets: known,
  });
  const http: HttpClient = {
    async request(request) {
      const answer = await client.request(request);
      if (request.method !== "GET") changes.mayHaveHappened = true;
      return answer;
    },
  };
  return { settings, secrets, http, dial: egress.dial, log, clock, signal, idempotencyKey };
}

function withDetails(error: CordonError, details: Record<string, unknown>): CordonError {
  const json = toErrorJson(error);
  return fromErrorJson({ ...json, details: { ...json.details, ...details } });
}

function endedEarly(connector: Connector, reason: "deadline" | "cancelled", timeoutMs: number): TransientError {
  const what = reason === "deadline" ? `did not finish within ${timeoutMs} ms` : "was cancelled before it finished";
  return new TransientError("connector.timeout", `${connector.title} ${what}; whether it took effect is not known.`, {
    details: { connector: connector.id, reason },
  });
}

function unexpected(connector: Connector, parts: ContextParts, error: unknown): DefectError {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new DefectError(
    "connector.unexpected",
    `The connector ${connector.id} failed unexpectedly (${redactSecrets(text.slice(0, 300), Object.values(parts.secrets))}).`,
    {
      details: { connector: connector.id },
    },
  );
}
