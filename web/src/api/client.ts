/** The one way to the server: same origin, JSON, an error for each answer that is no success. */
import { attendance } from "./attended.ts";
import { freshProof } from "./fresh-proof.ts";
import { errorOf } from "./problem.ts";
import { signedOut } from "./signed-out.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Changes that were asked for and not answered yet, by what they say. */
const underway = new Map<string, Promise<unknown>>();

/**
 * Asks and answers what the contract's type says. A change that is asked for once more before it is answered is the same one, asked for once: a button
 * pressed twice, or a key that was held, before it could be drawn that it goes. @throws ApiError
 */
export function call<T>(method: Method, path: `/v1/${string}`, body?: unknown, signal?: AbortSignal): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const once = async () => {
    const answer = await send(method, path, text === undefined ? {} : { body: text }, signal);
    return (await answer.json()) as T;
  };
  if (method === "GET" || signal !== undefined) return once();
  const key = `${method} ${path} ${text ?? ""}`;
  const going = underway.get(key) ?? once().finally(() => underway.delete(key));
  underway.set(key, going);
  return going as Promise<T>;
}

/** A read, with its query; what is undefined or empty is left out. @throws ApiError */
export function read<T>(path: `/v1/${string}`, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return call<T>("GET", withQuery(path, query), undefined, signal);
}

/** A read of something that is no JSON, such as a stream or a file. @throws ApiError */
export function open(path: `/v1/${string}`, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
  return send("GET", path, { headers }, signal);
}

/** Asks something whose answer comes bit by bit. @throws ApiError */
export function ask(path: `/v1/${string}`, body: unknown, signal?: AbortSignal): Promise<Response> {
  return send("POST", path, { body: JSON.stringify(body) }, signal);
}

/** The path with its query behind it. */
export function withQuery(path: `/v1/${string}`, query: Query): `/v1/${string}` {
  const entries = Object.entries(query).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(",") : value === undefined ? "" : String(value);
    return text === "" ? [] : [[name, text] as [string, string]];
  });
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

/** A wrong password there says nothing of the session. */
const PROVES = /^\/v1\/(?:session\/proof|me\/password)/;

async function send(
  method: Method,
  path: string,
  request: { body?: string; headers?: Record<string, string> },
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { body, headers = {} } = request;
  const answer = await fetch(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: {
      ...headers,
      ...attendance(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      // Says that the request was made by a script of this origin: a form of another page cannot send it.
      ...(method === "GET" ? {} : { "x-cordon-csrf": "1" }),
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.ok) return answer;
  const error = await errorOf(answer);
  const at = typeof error.details.at === "string" ? error.details.at : null;
  if (error.code === "api.proof-too-old" && (await freshProof(at))) return send(method, path, request, signal);
  if (answer.status === 401 && !PROVES.test(path)) signedOut();
  throw error;
}
