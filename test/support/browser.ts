/** A browser as far as the API sees one: keeps the session's cookie, says where requests come from, and sends the header of our own pages. */
import type { Hono } from "hono";

export interface Answered {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface Browser {
  /** `name=value` of the cookie it holds; empty for none. */
  cookie: string;
  /** A request of our own page; `headers` replace what it would send. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
}

export const PASSWORD = "seven green bicycles";

export function newBrowser(app: Pick<Hono, "request">, origin = "http://localhost"): Browser {
  const browser: Browser = {
    cookie: "",
    async call(method, path, body, headers = {}) {
      const ours = { origin, host: new URL(origin).host, "sec-fetch-site": "same-origin", "x-cordon-csrf": "1" };
      const sent = { ...ours, "content-type": "application/json", cookie: browser.cookie, "user-agent": "Test/1" };
      const response = await app.request(path, {
        method,
        headers: { ...sent, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const set = response.headers.get("set-cookie");
      if (set !== null) browser.cookie = set.includes("Max-Age=0") ? "" : (set.split(";")[0] ?? "");
      return { status: response.status, headers: response.headers, body: (await response.json()) as unknown };
    },
  };
  return browser;
}

/** Adds a person through the API and lets them choose {@link PASSWORD}; answers the browser they are signed in with. */
export async function newPerson(
  app: Pick<Hono, "request">,
  adminToken: string,
  name: string,
  roles: string[],
): Promise<Browser> {
  const response = await app.request("/v1/people", {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ name, roles }),
  });
  const { invitation } = (await response.json()) as { invitation: { code: string } };
  const browser = newBrowser(app);
  const accepted = await browser.call("POST", "/v1/invitation", { code: invitation.code, password: PASSWORD });
  if (accepted.status !== 200) throw new Error(`${name} did not come in: ${JSON.stringify(accepted.body)}`);
  return browser;
}
