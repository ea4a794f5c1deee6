/** `fetch` for libraries that bring their own client: the guarded connections of the kit, one deadline, a bounded answer, no redirects. */
import { InputError } from "../errors.ts";
import type { EgressPolicy } from "./egress.ts";
import { exchange } from "./http-exchange.ts";

export interface FetchBounds {
  /** What is asked, in words, for errors: "the model". */
  what: string;
  timeoutMs: number;
  maxResponseBytes: number;
}

/** A `fetch` that goes by the guard. @throws what the guard throws, `connector.egress-refused` above all */
export function guardedFetch(
  egress: EgressPolicy,
  { what, timeoutMs, maxResponseBytes }: FetchBounds,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== "https:" && url.protocol !== "http:")
      throw new InputError("connector.bad-url", `The address of ${what} is not an http or https URL.`);
    const headers = Object.fromEntries(new Headers(init.headers));
    const answer = await exchange({
      dispatcher: egress.dispatcher,
      origin: url.origin,
      path: url.pathname + url.search,
      method: init.method ?? "GET",
      headers: { ...headers, "accept-encoding": "identity" },
      body: init.body == null ? null : await new Response(init.body).text(),
      where: `${init.method ?? "GET"} ${url.origin}${url.pathname}`,
      timeoutMs,
      maxResponseBytes,
      signal: init.signal ?? undefined,
    });
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  };
}
