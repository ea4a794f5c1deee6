/** Past the web's Request and Response to Node's own, for the one door whose every microsecond counts; where there are none of Node's, the web's do. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";

interface NodeSides {
  incoming?: IncomingMessage;
  outgoing?: ServerResponse;
}

function sidesOf(context: Context): NodeSides {
  return (context.env ?? {}) as NodeSides;
}

/** The headers of a request, by their names in lower case. */
export function headersOf(context: Context): Record<string, string> {
  const own = sidesOf(context).incoming?.headers;
  // Node makes a list of one header only, which no request has.
  return own === undefined ? context.req.header() : (own as Record<string, string>);
}

/** Answers a text. A Response would make a stream of it, and read that again: as much work as taking an alert in. */
export function answerText(context: Context, status: 202, headers: Record<string, string>, text: string): Response {
  const { outgoing } = sidesOf(context);
  if (outgoing === undefined) return context.body(text, status, headers);
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
  outgoing.end(text);
  return RESPONSE_ALREADY_SENT;
}
