/** `/_range/…`: looking at, resetting and breaking a part; no product has these. */
import type { Answer } from "./part.ts";
import { countField, parseObject } from "./read-request.ts";
import { Refusal } from "./refusal.ts";
import { NO_FAULTS, type Running, stateOf } from "./running.ts";

/** @throws Refusal for a path or method that is none of the range's, or a token that may only read. */
export function controlRange(running: Running, method: string, path: string, text: string, mayWrite: boolean): Answer {
  if (method === "GET" && path === "/_range/state") return { status: 200, body: stateOf(running) };
  if (method === "GET" && path === "/_range/whoami") {
    return {
      status: 200,
      body: { part: running.part.name, simulated: true, scopes: mayWrite ? ["read", "write"] : ["read"] },
    };
  }
  if (!mayWrite) throw new Refusal(403, "read_only", "this token may read only");
  if (method === "POST" && path === "/_range/reset") {
    running.entities = running.part.initial();
    running.counter.clear();
    running.faults = { ...NO_FAULTS };
    running.changed();
    return { status: 204, body: null };
  }
  if (method === "POST" && path === "/_range/faults") {
    const body = parseObject(text);
    running.faults = {
      delayMs: countField(body, "delayMs", 600_000, 0),
      failNext: countField(body, "failNext", 1_000_000, 0),
      status: Math.max(400, countField(body, "status", 599, 503)),
      loseAnswers: countField(body, "loseAnswers", 1_000_000, 0),
    };
    return { status: 200, body: running.faults };
  }
  throw new Refusal(404, "no_such_path", "the range answers state, whoami, reset and faults");
}
