/** Outbound HTTP for connectors: guarded addresses, one deadline for the whole call, bounded answers, no redirects, errors that say who must act. */
import { type Clock, systemClock } from "../clock.ts";
import {
  type CordonError,
  DefectError,
  fromErrorJson,
  InputError,
  isCordonError,
  RefusedError,
  toErrorJson,
} from "../errors.ts";
import type { Log } from "../log.ts";
import type { HttpAnswer, HttpClient, HttpRequest } from "./connector.ts";
import type { EgressPolicy } from "./egress.ts";
import { exchange, type RawAnswer } from "./http-exchange.ts";
import { errorOfStatus, printableExcerpt } from "./http-status.ts";
import { redactSecrets, secretsInHeaders } from "./redact.ts";

export interface HttpClientOptions {
  egress: EgressPolicy;
  log: Log;
  clock?: Clock;
  /** Ends every call of this client. */
  signal?: AbortSignal;
  defaultTimeoutMs: number;
  /** Largest answer body that is read, in bytes. */
  maxResponseBytes: number;
  /** Values that appear in no error, even when a vendor echoes them. */
  secrets?: readonly string[];
}

/** The defaults of a connection that says nothing else. */
export const HTTP_DEFAULTS = { defaultTimeoutMs: 15_000, maxResponseBytes: 1024 * 1024 };

const USER_AGENT = "cordon";
/** How much of an error's body is looked at; what is quoted is far less. */
const QUOTABLE_BYTES = 16 * 1024;

/** A client over the policy's shared connections; making one costs nothing, so each call of an action has its own. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  return { request: (request) => call(options, request) };
}

async function call(options: HttpClientOptions, request: HttpRequest): Promise<HttpAnswer> {
  const url = readUrl(request);
  const headers: Record<string, string> = {
    "user-agent": USER_AGENT,
    accept: "application/json, */*;q=0.5",
    "accept-encoding": "identity",
  };
  const body = encodeBody(request.body, headers);
  for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name]!;
  // Only the path: a query may carry a key.
  const where = `${request.method} ${url.origin}${url.pathname}`;
  const secrets = () => [...(options.secrets ?? []), ...secretsInHeaders(headers)];
  try {
    const raw = await exchange({
      dispatcher: options.egress.dispatcher,
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers,
      body,
      where,
      timeoutMs: request.timeoutMs ?? options.defaultTimeoutMs,
      maxResponseBytes: options.maxResponseBytes,
      signal: options.signal,
    });
    return readAnswer(
      raw,
      request,
      { where, conditional: "if-match" in headers },
      options.clock ?? systemClock,
      secrets,
    );
  } catch (error) {
    const clean = withoutSecrets(error, secrets());
    options.log.debug({ code: clean.code, origin: url.origin }, "outbound call failed");
    throw clean;
  }
}

function readUrl(request: HttpRequest): URL {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new InputError(
      "connector.bad-url",
      "The address to call is not an http or https URL; correct the connection's base URL.",
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      "connector.bad-url",
      `The address ${url.origin} carries a user or password; put them into the connection's secrets.`,
    );
  }
  for (const name in request.query) url.searchParams.append(name, request.query[name]!);
  return url;
}

/** Strings go as they are; anything else as JSON, with the content type set beside it. */
function encodeBody(body: unknown, headers: Record<string, string>): string | null {
  if (body === undefined) return null;
  if (typeof body === "string") return body;
  headers["content-type"] = "application/json";
  return JSON.stringify(body);
}

function readAnswer(
  raw: RawAnswer,
  request: HttpRequest,
  { where, conditional }: { where: string; conditional: boolean },
  clock: Clock,
  secrets: () => string[],
): HttpAnswer {
  const { status, headers } = raw;
  const wanted = (status >= 200 && status < 300) || request.accept?.includes(status) === true;
  if (!wanted) {
    // Blanked out before it is cut to an excerpt, so that no half of a secret is left at the cut.
    const text = redactSecrets(raw.body.subarray(0, QUOTABLE_BYTES).toString("utf8"), secrets());
    throw errorOfStatus({ status, headers, text, conditional, call: where, now: clock.now() });
  }
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw badAnswer(where, status, `is encoded as ${printableExcerpt(encoding)}, which was not asked for.`);
  const text = raw.body.toString("utf8");
  const isJson = /[/+]json\b/i.test(headers["content-type"] ?? "");
  if (!isJson || text === "") return { status, headers, body: text };
  try {
    return { status, headers, body: JSON.parse(text) };
  } catch {
    // Not quoted: the answer to a sign-in is a secret nobody knows yet.
    throw badAnswer(where, status, "says it is JSON and is not.");
  }
}

function badAnswer(where: string, status: number, what: string): RefusedError {
  return new RefusedError("connector.bad-answer", `The answer of ${where} (${status}) ${what}`, {
    details: { status, sent: true },
  });
}

/** The same error with credentials blanked out of its message and details. */
function withoutSecrets(error: unknown, secrets: string[]): CordonError {
  if (!isCordonError(error)) {
    const message = `The outbound call failed in a way nobody foresaw: ${String(error)}`;
    return new DefectError("connector.unexpected", redactSecrets(message, secrets));
  }
  const json = toErrorJson(error);
  const message = redactSecrets(json.message, secrets);
  const answer = json.details?.answer;
  const cleanAnswer = typeof answer === "string" ? redactSecrets(answer, secrets) : answer;
  if (message === json.message && cleanAnswer === answer) return error;
  return fromErrorJson({ ...json, message, details: { ...json.details, answer: cleanAnswer } });
}
