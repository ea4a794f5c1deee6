/** How products fail, one call at a time, on a real connection. */
import type { ServerResponse } from "node:http";
import { sleep } from "../../src/clock.ts";
import type { RelayedAnswer, RelayedCall, Treatment } from "./call-relay.ts";

type Spoil = NonNullable<Treatment["spoil"]>;

/** Nothing was done, and the caller hears of it in various ways. */
const NOT_DONE: Record<string, Spoil["answer"]> = {
  "503": (response) => send(response, 503, {}, '{"error":"busy"}'),
  "500": (response) => send(response, 500, {}, "<h1>Oops</h1>"),
  "429 with Retry-After": (response) => send(response, 429, { "retry-after": "1" }, '{"error":"slow down"}'),
  reset: (response) => response.destroy(),
};

/** It was done, and the caller hears something else, or nothing. */
const DONE: Record<string, Spoil["answer"]> = {
  "done, reported as 503": (response) => send(response, 503, {}, '{"error":"busy"}'),
  "done, then reset": (response) => response.destroy(),
  "done, truncated": (response, answer) => {
    response.writeHead(answer!.status, { "content-type": "application/json", "content-length": "1000" });
    response.write(answer!.body.slice(0, 1));
    setImmediate(() => response.destroy());
  },
  "done, dripping": (response, answer) => void drip(response, answer!),
  "done, no JSON": (response) => send(response, 200, {}, '{"broken":'),
  "done, other JSON": (response) => send(response, 200, {}, '{"entirely":["something","else"]}'),
};

/** Said to be done, and not done. */
const LIE: Spoil = { reaches: false, answer: (response) => send(response, 200, {}, "{}") };
/** For these the product's own answer would be the same. */
const CREDIBLE = /\/lifecycle\/(un)?suspend$/;
/** No answer at all, for longer than anybody waits. */
const SILENCE: Spoil["answer"] = () => {};

/** The names of all faults. */
export const FAULTS = [
  ...Object.keys(NOT_DONE),
  ...Object.keys(DONE),
  "not done, reported as done",
  "silence",
  "done, then silence",
] as const;

/** What `fault` makes of a call; null where it does not fit. */
export function spoilt(fault: string, call: RelayedCall): Spoil | null {
  if (fault in NOT_DONE) return { reaches: false, answer: NOT_DONE[fault]! };
  if (fault in DONE) return { reaches: true, answer: DONE[fault]! };
  if (fault === "silence") return { reaches: false, answer: SILENCE };
  if (fault === "done, then silence") return { reaches: true, answer: SILENCE };
  return CREDIBLE.test(call.path) ? LIE : null;
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
}

/** The whole answer, a byte at a time. */
async function drip(response: ServerResponse, { status, body }: RelayedAnswer): Promise<void> {
  response.writeHead(status, { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) });
  for (const byte of Buffer.from(body)) {
    if (response.destroyed) return;
    response.write(Buffer.from([byte]));
    await sleep(5);
  }
  response.end();
}
