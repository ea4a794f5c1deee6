/** What a connector is handed for one call: bounded in time, its secrets kept out of errors, its changes noticed. */
import { type Clock, systemClock } from "../clock.ts";
import { type CordonError, DefectError, fromErrorJson, isCordonError, TransientError, toErrorJson } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Connector, ConnectorContext, HttpClient } from "./connector.ts";
import type { EgressPolicy } from "./egress.ts";
import { createHttpClient, HTTP_DEFAULTS } from "./http.ts";
import { redactSecrets } from "./redact.ts";

/** What a call needs besides the action: the connection as checked by `checkConnection` (once, not per call), and the machine. */
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

/**
 * Hands the task a context that ends at the deadline, also for connectors that do not watch the signal.
 * @throws what the task throws, as one of our errors; TransientError `connector.timeout`.
 */
export async function withContext<T>(
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
