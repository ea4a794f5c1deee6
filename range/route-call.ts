/** Finds the route of a call, answers it, and counts it when it changes state. */
import type { IncomingMessage } from "node:http";
import type { EffectCounter } from "./effect-counter.ts";
import type { Answer, Route } from "./part.ts";
import { parseObject } from "./read-request.ts";
import { Refusal } from "./refusal.ts";
import { headerText, type Running } from "./running.ts";

/** @throws Refusal when there is no such path, the token may not write, or the product says no. */
export function routeCall(
  running: Running,
  request: IncomingMessage,
  url: URL,
  text: string,
  mayWrite: boolean,
): Answer {
  const { part, counter, clock } = running;
  const samePath = part.routes
    .map((one) => ({ one, params: matchPath(one.path, url.pathname) }))
    .filter((match) => match.params !== undefined);
  const match = samePath.find(({ one }) => one.method === request.method);
  if (match?.params === undefined) {
    if (samePath.length > 0)
      return { status: 405, body: { error: "method_not_allowed", message: `${request.method} is not answered here` } };
    throw new Refusal(404, "no_such_path", "nothing is at this path");
  }
  const key = headerText(request, "idempotency-key");
  const call = {
    state: running.entities,
    params: match.params,
    query: url.searchParams,
    body: parseObject(text),
    now: clock.now(),
    key,
    ifMatch: headerText(request, "if-match"),
  };
  const verb = match.one.effect;
  if (verb === undefined) return match.one.handle(call);
  if (!mayWrite) throw new Refusal(403, "read_only", `this token may read only; ${verb} needs one that may write`);
  const asked = `${request.method} ${url.pathname}${url.search} ${text}`;
  const before = counter.repeat(verb, key, asked);
  const result = before ?? match.one.handle(call);
  if (before === undefined) record(counter, match.one, key, asked, result);
  running.changed();
  return result;
}

function record(counter: EffectCounter, route: Route<unknown>, key: string, request: string, result: Answer): void {
  const { entity = "", changed = true, status, body } = result;
  counter.record({ verb: route.effect ?? "", entity, key, request, changed, status, body });
}

/** Parameters by name, or undefined when the path is another. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return undefined;
    } else if (value === "") return undefined;
    else params[part.slice(1)] = decodePart(value);
  }
  return params;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, "bad_path", "the path is not percent-encoded UTF-8");
  }
}
