/** Bodies: bounded before they are buffered, and, where JSON is expected, read with the place of what is wrong. */
import { InputError } from "../errors.ts";
import { findFault } from "../ingest/json-fault.ts";

const MAX_DEPTH = 64;

/** The bytes of a request's body. @throws InputError `api.too-large` as soon as it is known to be longer than `maxBytes`. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) > maxBytes) throw tooLarge(maxBytes);
  // An announced length is enforced by the HTTP parser, so that reading at once is safe.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer());
  return readUnannounced(request, maxBytes);
}

async function readUnannounced(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): InputError {
  return new InputError(
    "api.too-large",
    `The body is larger than the ${maxBytes} bytes that are taken; send less at a time.`,
    { details: { maxBytes } },
  );
}

/** The JSON value of a request's body; an empty body is an empty object. @throws InputError `api.not-json`, `api.bad-json` with the place. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBody(request, maxBytes);
  if (bytes.byteLength === 0) return {};
  const type = request.headers.get("content-type");
  if (type !== null && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new InputError(
      "api.not-json",
      `The body is sent as "${type.slice(0, 100)}"; expected the header Content-Type: application/json.`,
    );
  }
  return parseJson(decode(bytes));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError("api.bad-json", "The body is not UTF-8; send JSON in UTF-8.");
  }
}

function parseJson(text: string): unknown {
  const depth = depthOf(text);
  if (depth > MAX_DEPTH) throw new InputError("api.bad-json", `The body is nested more than ${MAX_DEPTH} deep.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const fault = findFault(text);
    const before = text.slice(0, fault?.at ?? 0).split("\n");
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    throw new InputError(
      "api.bad-json",
      `The body is not JSON: line ${line}, column ${column}: ${fault?.reason ?? "it cannot be read"}.`,
      { details: { line, column } },
    );
  }
}

/** How deep brackets are nested, strings aside; an upper bound also for what is not JSON. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString && char === "\\") at += 1;
    else if (char === '"') inString = !inString;
    else if (inString) continue;
    else if (char === "}" || char === "]") depth -= 1;
    else if (char === "{" || char === "[") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    }
  }
  return deepest;
}
