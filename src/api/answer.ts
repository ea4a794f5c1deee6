/** One request through one route: who asks, what is asked, what is answered. */
import type { Context } from "hono";
import { DefectError, InputError, RefusedError } from "../errors.ts";
import { asReader } from "../store/reader.ts";
import { type Authenticator, actorOf, addressOf, type Caller, demandRecent, NOBODY, notFound } from "./authenticate.ts";
import { checkInput } from "./check-input.ts";
import type { ApiDeps } from "./deps.ts";
import { actionOf, type Route, type RouteSpec } from "./door.ts";
import type { Meters } from "./metrics.ts";
import { problemOf } from "./problem.ts";
import { readJson } from "./read-body.ts";
import { refuseForeign } from "./same-origin.ts";
import { WithCookie } from "./session-cookie.ts";
import { Streamed } from "./streamed.ts";
import { thingNamed } from "./thing-named.ts";

/** Content (playbooks, policies, an inventory) is larger than other bodies, and still small beside deliveries. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;

export const JSON_ANSWER = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

/**
 * Answers a route's requests, measured and logged: one line a request, with the path as in the contract, so that no id and no text of a caller gets
 * into the log.
 */
export function answering(
  deps: ApiDeps,
  meters: Meters,
  authenticator: Authenticator,
  route: Route,
): (context: Context) => Promise<Response> {
  const { method, path } = route.spec;
  return async (context) => {
    const started = performance.now();
    const response = await answer(deps, authenticator, route, context).catch((error) =>
      problemResponse(context, deps, error),
    );
    const ms = performance.now() - started;
    meters.requests.labels(method, path, String(response.status)).observe(ms / 1000);
    const fields = { method, route: path, status: response.status, ms: Math.round(ms * 10) / 10 };
    deps.log.info({ ...fields, from: addressOf(context) }, "request");
    return response;
  };
}

async function answer(
  deps: ApiDeps,
  authenticator: Authenticator,
  { spec, handle }: Route,
  context: Context,
): Promise<Response> {
  const letIn = async (asker?: "page") => {
    const one = spec.needs === "nobody" ? nobody(deps, context) : await authenticator.callerOf(context, asker);
    await authenticator.access.demand(one, actionOf(spec), spec.needs);
    return one;
  };
  const caller = await letIn();
  // What hinders the look (a database that is away) is no revocation: it is looked again with the next.
  const stillMay = () =>
    letIn("page").then(
      ({ workspaceId }) => workspaceId === caller.workspaceId,
      (error) => !(error instanceof RefusedError),
    );
  if (spec.recent) demandRecent(caller, deps.clock.now().getTime());
  const params = paramsOf(spec, context);
  const query = queryOf(spec, context);
  const body =
    spec.body === undefined
      ? undefined
      : checkInput("body", spec.body, await readJson(context.req.raw, MAX_JSON_BYTES));
  const asked = { caller, actor: actorOf(caller), address: addressOf(context), agent: agentOf(context) };
  const header = (name: string) => context.req.header(name);
  const answered = await asReader(caller, () => handle({ ...asked, header, stillMay, params, query, body }));
  const value = answered instanceof WithCookie ? answered.value : answered;
  if (value instanceof Streamed)
    return context.body(value.body(), 200, { ...JSON_ANSWER, "content-type": value.contentType });
  const text = JSON.stringify(value);
  if (deps.checkAnswers) holdToContract(spec, text);
  const cookie = answered instanceof WithCookie ? { "set-cookie": answered.cookie } : {};
  return context.body(text, spec.status ?? 200, { ...JSON_ANSWER, ...cookie });
}

/** Whoever has not come in yet must at least not be sent by another site's page. */
function nobody(deps: ApiDeps, context: Context): Caller {
  refuseForeign(context, deps.publicUrl());
  return NOBODY;
}

function agentOf(context: Context): string {
  return (context.req.header("user-agent") ?? "").slice(0, 300);
}

/** Any thrown value as an answer. */
export function problemResponse(
  context: Context,
  { log }: ApiDeps,
  error: unknown,
  more: Record<string, string> = {},
): Response {
  const { problem, headers } = problemOf(error, log);
  return context.body(JSON.stringify(problem), problem.status as 500, { ...headers, ...more });
}

/** What cannot be an id names nothing. */
function paramsOf(spec: RouteSpec, context: Context): unknown {
  if (spec.params === undefined) return undefined;
  const given = context.req.param() as Record<string, string>;
  const checked = spec.params.safeParse(given);
  if (!checked.success) {
    const wrong = String(checked.error.issues[0]?.path[0] ?? "");
    throw notFound(thingNamed(spec.path, wrong), given[wrong] ?? "");
  }
  return checked.data;
}

/** A field given several times is the same as its values separated by commas. */
function queryOf(spec: RouteSpec, context: Context): unknown {
  const given = Object.entries(context.req.queries()).map(([name, values]) => [name, values.join(",")] as const);
  if (spec.query !== undefined) return checkInput("query", spec.query, Object.fromEntries(given));
  if (given[0] === undefined) return undefined;
  throw new InputError("api.bad-query", `${spec.path} takes no query; found "${given[0][0].slice(0, 60)}".`);
}

function holdToContract(spec: RouteSpec, text: string): void {
  const held = spec.answer?.safeParse(JSON.parse(text));
  if (held === undefined || held.success) return;
  const message = `${spec.method} ${spec.path} answers what its contract does not say: ${held.error.message}`;
  throw new DefectError("api.off-contract", message);
}
