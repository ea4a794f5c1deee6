/** Serves one part over HTTP: who may call, which route answers, what is counted, and the faults a test asked for. */
import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, sleep } from "../src/clock.ts";
import { EffectCounter } from "./effect-counter.ts";
import { renderPage } from "./page.ts";
import type { Answer, Part, PartState } from "./part.ts";
import { controlRange } from "./range-control.ts";
import { readText } from "./read-request.ts";
import { Refusal } from "./refusal.ts";
import { routeCall } from "./route-call.ts";
import { headerText, NO_FAULTS, type Running, stateOf } from "./running.ts";

export interface ServeOptions {
  host: string;
  port: number;
  /** May do everything. */
  token: string;
  /** May only read, when given. */
  readToken?: string;
  clock: Clock;
  /** Told after every change of state. */
  changed(): void;
  saved?: SavedPart;
}

export interface SavedPart {
  entities: unknown;
  effects: unknown;
}

export interface ServedPart {
  url: string;
  state(): PartState;
  save(): SavedPart;
  stop(): Promise<void>;
}

/** Listens and answers until stopped. @throws the system's error when the port is taken. */
export async function servePart(part: Part, options: ServeOptions): Promise<ServedPart> {
  const { clock, changed } = options;
  const running: Running = {
    part,
    clock,
    changed,
    // What a part has learned to keep since the file was written begins empty.
    entities: Object.assign(part.initial() as object, options.saved?.entities),
    counter: new EffectCounter(),
    faults: { ...NO_FAULTS },
  };
  if (options.saved !== undefined) running.counter.restore(options.saved.effects);
  const server = createServer((request, response) => void answer(running, options, request, response));
  await listen(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    state: () => structuredClone(stateOf(running)),
    save: () => ({ entities: running.entities, effects: running.counter.save() }),
    stop: () => close(server),
  };
}

async function answer(
  running: Running,
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let loseAnswer = false;
  let result: Answer;
  try {
    const url = new URL(request.url ?? "/", "http://range");
    if (request.method === "GET" && url.pathname === "/") {
      sendPage(running, options.host, request, response);
      return;
    }
    const mayWrite = authorize(options, request);
    if (url.pathname.startsWith("/_range/")) {
      result = controlRange(running, request.method ?? "", url.pathname, await readText(request), mayWrite);
    } else {
      const text = await readText(request);
      if (running.faults.delayMs > 0) await sleep(running.faults.delayMs);
      if (running.faults.failNext > 0) {
        running.faults.failNext -= 1;
        result = { status: running.faults.status, body: { error: "fault", message: "a fault that was asked for" } };
      } else {
        result = routeCall(running, request, url, text, mayWrite);
        if (running.faults.loseAnswers > 0) {
          running.faults.loseAnswers -= 1;
          loseAnswer = true;
        }
      }
    }
  } catch (error) {
    result = refusalAnswer(error);
  }
  if (loseAnswer) request.socket.destroy();
  else {
    const body = result.status === 204 ? "" : JSON.stringify(result.body);
    send(response, result.status, "application/json", body, result.version);
  }
  result.afterwards?.();
}

/** True when the token may write. @throws Unauthorized for any other token. */
function authorize(options: ServeOptions, request: IncomingMessage): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  if (sameText(given, options.token)) return true;
  if (options.readToken !== undefined && sameText(given, options.readToken)) return false;
  throw new Unauthorized();
}

class Unauthorized extends Error {}

function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

function refusalAnswer(error: unknown): Answer {
  if (error instanceof Unauthorized)
    return { status: 401, body: { error: "unauthorized", message: "send Authorization: Bearer <token>" } };
  if (error instanceof Refusal) return { status: error.status, body: { error: error.error, message: error.message } };
  return { status: 500, body: { error: "defect", message: error instanceof Error ? error.message : String(error) } };
}

/** The page needs no token, so it answers only to names of this machine: a web page elsewhere cannot read it by rebinding its name. */
function sendPage(running: Running, host: string, request: IncomingMessage, response: ServerResponse): void {
  const name = headerText(request, "host").replace(/:\d+$/, "");
  if (!["127.0.0.1", "localhost", "[::1]", host].includes(name)) {
    send(response, 403, "text/plain", "This page is read at 127.0.0.1.\n");
    return;
  }
  const effects = running.counter
    .list()
    .map((effect) => [effect.verb, effect.entity, effect.key, effect.count, effect.effective, effect.repeated]);
  const sections = [
    ...running.part.show(running.entities, running.clock.now()),
    {
      title: "Effects",
      columns: ["verb", "entity", "idempotency key", "calls", "effective", "repeated"],
      rows: effects,
    },
  ];
  send(response, 200, "text/html", renderPage(running.part.title, sections));
}

function send(response: ServerResponse, status: number, type: string, body: string, version?: string): void {
  response.writeHead(status, {
    "x-simulated": "cordon-range",
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    ...(version === undefined ? {} : { etag: version }),
    ...(status === 401 ? { "www-authenticate": 'Bearer realm="range"' } : {}),
  });
  response.end(body);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
