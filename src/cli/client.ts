/** Speaks to a Cordon over REST. Whatever goes wrong is one of our errors, told apart by its code. */
import type { ClientConfig } from "../config.ts";
import { CordonError, InputError, RefusedError, TransientError } from "../errors.ts";

export type Query = Record<string, string | number | undefined>;

export interface Client {
  get<T>(path: string, query?: Query): Promise<T>;
  /** Waits a minute for the answer, or as long as is said. */
  send<T>(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    wait?: { timeoutMs: number },
  ): Promise<T>;
  /** Bytes as they are. */
  post<T>(path: string, body: Uint8Array, headers: Record<string, string>): Promise<T>;
  /** What a route streams, piece by piece as it comes; there is no end to wait for, only for the next piece. With a body it is a POST. */
  stream(
    path: string,
    query?: Query,
    more?: { body?: unknown; signal?: AbortSignal },
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Items of a list until there are `limit`, over as many pages as that takes. */
  list<T>(path: string, query: Query, limit: number): Promise<{ items: T[]; next: string | null }>;
}

const TIMEOUT_MS = 60_000;
const PAGE = 200;
const JSON_BODY = { "content-type": "application/json" };

/** A client for where the configuration says. */
export function newClient({ url, token }: ClientConfig): Client {
  const base = url.replace(/\/+$/, "");

  async function open(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<Response> {
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    try {
      return await fetch(`${base}${path}`, {
        method,
        headers: { accept: "application/json", ...authorization, ...headers },
        ...(signal === undefined ? {} : { signal }),
        ...(body === undefined ? {} : { body: body as string }),
      });
    } catch (error) {
      throw method !== "GET" && wasSent(error) ? answerLost(base, error) : unreachable(base, error);
    }
  }

  async function request<T>(
    method: string,
    path: string,
    body: string | Uint8Array | undefined,
    headers: Record<string, string>,
    timeoutMs = TIMEOUT_MS,
  ): Promise<T> {
    const response = await open(method, path, body, headers, AbortSignal.timeout(timeoutMs));
    const text = await textOf(base, response, method);
    return answerOf<T>(base, response.status, text);
  }

  const client: Client = {
    get: (path, query) => request("GET", withQuery(path, query), undefined, {}),
    send: (method, path, body, wait) =>
      request(method, path, body === undefined ? undefined : JSON.stringify(body), JSON_BODY, wait?.timeoutMs),
    post: (path, body, headers) => request("POST", path, body, headers),
    async stream(path, query, { body, signal } = {}) {
      const [method, headers] = body === undefined ? (["GET", {}] as const) : (["POST", JSON_BODY] as const);
      const text = body === undefined ? undefined : JSON.stringify(body);
      const response = await open(method, withQuery(path, query), text, headers, signal);
      if (!response.ok || response.body === null)
        return answerOf(base, response.status, await textOf(base, response, method));
      return response.body;
    },
    async list<T>(path: string, query: Query, limit: number) {
      const items: T[] = [];
      let next: string | null = null;
      do {
        const cursor: Query = next === null ? {} : { cursor: next };
        const wanted = Math.min(PAGE, limit - items.length);
        const page: { items: T[]; next: string | null } = await client.get(path, {
          ...query,
          ...cursor,
          limit: wanted,
        });
        items.push(...page.items);
        next = page.next;
      } while (next !== null && items.length < limit);
      return { items, next };
    },
  };
  return client;
}

function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

async function textOf(base: string, response: Response, method: string): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw method === "GET" ? unreachable(base, error) : answerLost(base, error);
  }
}

function answerOf<T>(base: string, status: number, text: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RefusedError(
      "cli.not-cordon",
      `${base} answered ${status}, and not as a Cordon does. Is the address right? Set CORDON_URL or log in again.`,
    );
  }
  if (status >= 200 && status < 300) return json as T;
  throw refusal(status, json as { code?: string; message?: string; details?: Record<string, unknown> });
}

/** The server's word, with the root that says who must act. */
function refusal(
  status: number,
  problem: { code?: string; message?: string; details?: Record<string, unknown> },
): CordonError {
  const root =
    status === 503 || status === 429
      ? "transient"
      : status >= 500
        ? "defect"
        : [401, 403, 409].includes(status)
          ? "refused"
          : "input";
  return new CordonError(
    root,
    problem.code ?? "cli.unknown-answer",
    problem.message ?? `The server answered ${status}.`,
    {
      details: { ...problem.details, status },
    },
  );
}

/** What fails once a connection is there: the server may have done what it was asked. */
const ONCE_SENT: ReadonlySet<string> = new Set([
  ...["UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ECONNRESET", "EPIPE"],
]);

function wasSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = (error.cause ?? {}) as { code?: string };
  return error.name === "TimeoutError" || (code !== undefined && ONCE_SENT.has(code));
}

function answerLost(base: string, cause: unknown): CordonError {
  return new TransientError(
    "cli.answer-lost",
    `Cordon at ${base} was asked, and no answer came. It may have done it, wholly or not at all: look before you ask again.`,
    { cause },
  );
}

function unreachable(base: string, cause: unknown): CordonError {
  if (cause instanceof TypeError && /Invalid URL|Failed to parse URL/.test(cause.message)) {
    return new InputError(
      "cli.bad-url",
      `"${base}" is not a URL; set CORDON_URL to one such as http://127.0.0.1:7171.`,
    );
  }
  const reason =
    cause instanceof Error && cause.name === "TimeoutError" ? "it did not answer in time" : "nothing answers there";
  return new TransientError(
    "cli.unreachable",
    `Cannot reach Cordon at ${base}: ${reason}. Is it running? Set CORDON_URL if it is elsewhere.`,
    { cause },
  );
}
