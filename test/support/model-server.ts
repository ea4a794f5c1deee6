/** A language model of the test's own on loopback: speaks as OpenAI-compatible servers do, and says what the script tells it to, also what no model should. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request asked: instructions and data, as they came over the wire. */
export interface Asked {
  instructions: string;
  data: string;
  /** The whole body. */
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

export type Saying =
  | { say: string | object; finish?: string }
  | { status: number; text?: string }
  | { slow: number }
  | { oversized: number }
  | { dripping: true }
  | { callsTool: string }
  | { raw: string };

export interface ModelServer {
  url: string;
  asked: Asked[];
  /** What it says from now on, to all or by what is asked. */
  script(saying: Saying | ((asked: Asked) => Saying)): void;
  close(): Promise<void>;
}

export async function modelServer(): Promise<ModelServer> {
  const asked: Asked[] = [];
  let scripted: (one: Asked) => Saying = () => ({ say: { declined: "nothing was scripted" } });
  const server = createServer((request, response) => {
    read(request).then(
      (body) => {
        const one = askedOf(body, request.headers);
        asked.push(one);
        speak(response, scripted(one));
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    script(saying) {
      scripted = typeof saying === "function" ? saying : () => saying;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function askedOf(body: string, headers: Asked["headers"]): Asked {
  const { messages = [] } = JSON.parse(body) as { messages?: { role: string; content: unknown }[] };
  const of = (role: string) =>
    messages
      .filter((message) => message.role === role)
      .map(({ content }) => (typeof content === "string" ? content : JSON.stringify(content)))
      .join("\n");
  return { instructions: of("system"), data: of("user"), body, headers };
}

function speak(response: ServerResponse, saying: Saying): void {
  const json = (status: number, text: string) =>
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  if ("say" in saying) {
    const text = typeof saying.say === "string" ? saying.say : JSON.stringify(saying.say);
    json(200, completion({ content: text }, saying.finish ?? "stop"));
  } else if ("status" in saying) json(saying.status, saying.text ?? JSON.stringify({ error: { message: "no" } }));
  else if ("slow" in saying) setTimeout(() => json(200, completion({ content: "{}" }, "stop")), saying.slow).unref();
  else if ("oversized" in saying) json(200, completion({ content: "x".repeat(saying.oversized) }, "stop"));
  else if ("callsTool" in saying)
    json(200, completion({ content: null, tool_calls: [toolCall(saying.callsTool)] }, "tool_calls"));
  else if ("raw" in saying) json(200, saying.raw);
  else drip(response);
}

/** Bytes that come one by one and never end. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
}

function toolCall(name: string): object {
  return { id: "call-1", type: "function", function: { name, arguments: '{"user":"ada@example.com"}' } };
}

function completion(message: object, finish: string): string {
  return JSON.stringify({
    ...{ id: "c-1", object: "chat.completion", created: 1, model: "scripted" },
    choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  });
}
