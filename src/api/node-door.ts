/**
 * The ingest door on Node's own request and response. The web's Request, Response and streams cost as much as taking an alert in; most deliveries
 * need none of them. Whatever is not as plain as those goes the ordinary way, by the same rules.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authenticator } from "./authenticate.ts";
import type { ApiDeps } from "./deps.ts";
import { problemOf } from "./problem.ts";
import { RECEIPT_HEADERS, type TakeIn } from "./routes/ingest.ts";

/** Answers the request, or says false and leaves it untouched. */
export type NodeDoor = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** A path without anything to decode. */
const PLAIN_PATH = /^\/v1\/ingest\/([\w-]{1,200})$/;

export function newNodeDoor(deps: ApiDeps, authenticator: Authenticator, takeIn: TakeIn): NodeDoor {
  return (incoming, outgoing) => {
    const { headers, socket } = incoming;
    const connection = incoming.method === "POST" ? PLAIN_PATH.exec(incoming.url ?? "")?.[1] : undefined;
    const { authorization } = headers;
    // A length that is announced is enforced by the parser, so that reading at once is safe.
    const fits = Number(headers["content-length"]) <= deps.maxBodyBytes;
    if (connection === undefined || authorization === undefined || !fits) return false;
    takeIn({
      connection,
      caller: () => authenticator.bearerOf(authorization, socket.remoteAddress ?? "local"),
      // Node makes a list of one header only, which no request has.
      headers: headers as Record<string, string>,
      body: () => bodyOf(incoming),
    }).then(
      (receipt) => answer(outgoing, 202, RECEIPT_HEADERS, receipt),
      (error) => {
        // Whoever hung up in the middle of a body hears no answer, and nothing is wrong with us.
        if (isGone(incoming)) return;
        const { problem, headers: more } = problemOf(error, deps.log);
        answer(outgoing, problem.status, more, JSON.stringify(problem));
      },
    );
    return true;
  };
}

function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    incoming.on("error", reject);
    // Of one that broke off before it was listened to, nothing more is heard.
    if (isGone(incoming)) reject(incoming.errored);
  });
}

function isGone(incoming: IncomingMessage): boolean {
  return incoming.destroyed && !incoming.readableEnded;
}

function answer(outgoing: ServerResponse, status: number, headers: Record<string, string>, text: string): void {
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
  outgoing.end(text);
}
