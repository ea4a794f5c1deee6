/** Stands between a Cordon and one product, whatever it is: each call can be looked at before it is made, stopped on its way there or back, or answered with a fault. */
import { createServer, request as dial, type IncomingMessage, type ServerResponse } from "node:http";
import { freePort } from "../support/real/process.ts";

export interface RelayedCall {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface RelayedAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What becomes of one call. */
export interface Treatment {
  /** Called before it is passed on; false: it never arrives, and nobody answers. */
  before?(): Promise<boolean>;
  /** Called when it was answered; false: the answer never arrives. */
  after?(): boolean;
  /** Answers in the product's place, with the product's own answer, or without one when `reaches` is false. */
  spoil?: { reaches: boolean; answer(response: ServerResponse, answer: RelayedAnswer | null): void } | undefined;
}

export interface CallRelay {
  url: string;
  stop(): Promise<void>;
}

/** Relays to an http:// URL on loopback; `treat` says what becomes of each call. */
export async function startCallRelay(target: string, treat: (call: RelayedCall) => Treatment): Promise<CallRelay> {
  const server = createServer((incoming, response) => {
    relay(target, incoming, response, treat).catch(() => response.destroy());
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function relay(
  target: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  treat: (call: RelayedCall) => Treatment,
): Promise<void> {
  const call = {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    headers: incoming.headers,
    body: await textOf(incoming),
  };
  const { before, after, spoil } = treat(call);
  if (before !== undefined && !(await before())) return;
  const answer = spoil?.reaches === false ? null : await pass(target, call);
  if (after !== undefined && !after()) return;
  if (spoil !== undefined) return spoil.answer(response, answer);
  response.writeHead(answer!.status, answer!.headers);
  response.end(answer!.body);
}

function pass(target: string, { method, path, headers, body }: RelayedCall): Promise<RelayedAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = dial(new URL(path, target), { method, headers }, (answer) => {
      textOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        reject,
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
