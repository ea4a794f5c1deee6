/** Asks a JSON API that takes a bearer token: one base URL in the settings, the token among the secrets, answers checked against a schema. */
import type { z } from "zod";
import { InputError, RefusedError } from "../errors.ts";
import type { Action, ConnectorContext, HttpRequest } from "./connector.ts";
import { onlyIf, versionOf } from "./etag.ts";

export interface BearerRequest {
  method: HttpRequest["method"];
  /** Below the base URL; build parts that come from outside with {@link pathPart}. */
  path: string;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** Statuses besides 2xx whose answer the caller wants to see. */
  accept?: number[];
  /** Done only while what is written to is still this version; empty for always. */
  ifVersion?: string;
}

/** `data` is undefined when the status is not 2xx. */
export interface BearerAnswer<T> {
  status: number;
  data: T | undefined;
  /** As a later request's `ifVersion` takes it; empty when the product gives none. */
  version: string;
}

/**
 * One call with the connection's token and the effect's idempotency key.
 * @throws what {@link HttpClient} throws (TransientError `connector.conflict` when it is no longer `ifVersion`); RefusedError `connector.bad-answer` when a 2xx answer is not as the schema says.
 */
export async function askBearerApi<T extends z.ZodType>(
  context: ConnectorContext<{ url: string }>,
  request: BearerRequest,
  schema: T,
): Promise<BearerAnswer<z.output<T>>> {
  const { path, body, query, ifVersion = "", ...rest } = request;
  const answer = await context.http.request({
    ...rest,
    url: `${context.settings.url.replace(/\/+$/, "")}${path}`,
    headers: {
      authorization: `Bearer ${context.secrets.token ?? ""}`,
      "idempotency-key": context.idempotencyKey,
      ...onlyIf(ifVersion),
    },
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
  });
  const version = versionOf(answer.headers);
  if (answer.status < 200 || answer.status > 299) return { status: answer.status, data: undefined, version };
  const checked = schema.safeParse(answer.body);
  if (checked.success) return { status: answer.status, data: checked.data, version };
  const first = checked.error.issues[0];
  throw new RefusedError(
    "connector.bad-answer",
    `${request.method} ${path} answered something else than expected, at ${first?.path.join(".") || "the top"}: ${first?.message ?? "unreadable"}`,
    { details: { status: answer.status, sent: true } },
  );
}

/** As {@link askBearerApi} for calls that accept no status but 2xx: the answer itself. */
export async function tellBearerApi<T extends z.ZodType>(
  context: ConnectorContext<{ url: string }>,
  request: Omit<BearerRequest, "accept">,
  schema: T,
): Promise<z.output<T>> {
  return (await askBearerApi(context, request, schema)).data as z.output<T>;
}

/** One segment of a path. @throws InputError `connector.bad-input` for `.` and `..`, which URLs resolve away. */
export function pathPart(text: string): string {
  if (text === "." || text === "..")
    throw new InputError("connector.bad-input", `"${text}" is no name that can be asked for`);
  return encodeURIComponent(text);
}

/** What a connection may do, in the words of its capabilities, when the product tells reading from writing and nothing finer. */
export function rightsByScope(actions: readonly unknown[], mayWrite: boolean): { may: string[]; mayNot: string[] } {
  const capabilities = (actions as Action[]).map((action) => action.capability);
  const allowed = (effect: string) => mayWrite || effect === "observe";
  return {
    may: capabilities.filter((one) => allowed(one.effect)).map((one) => one.id),
    mayNot: capabilities.filter((one) => !allowed(one.effect)).map((one) => one.id),
  };
}
