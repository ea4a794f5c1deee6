/** A browser that follows redirects between the API and other sites, with a jar of cookies for each. */
import type { Hono } from "hono";

export interface Wanderer {
  /** Of the API. */
  cookies: Map<string, string>;
  /** Loses the cookies of another site. */
  forget(site: string): void;
  /** Goes to a URL and wherever it leads; answers where it ended, or stopped before. */
  go(url: string, stopBefore?: (url: URL) => boolean): Promise<{ url: URL; status: number; text: string }>;
}

const HOPS = 12;

export function newWanderer(app: Pick<Hono, "request">, origin = "http://localhost"): Wanderer {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (site: string) => {
    const jar = jars.get(site) ?? new Map<string, string>();
    jars.set(site, jar);
    return jar;
  };

  async function ask(url: URL): Promise<Response> {
    const jar = jarOf(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = { headers: { cookie, accept: "text/html", "user-agent": "Test/1" }, redirect: "manual" as const };
    const response = url.origin === origin ? await app.request(url.href, init) : await fetch(url, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || line.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  return {
    cookies: jarOf(origin),
    forget: (site) => jarOf(site).clear(),
    async go(start, stopBefore = () => false) {
      let url = new URL(start, origin);
      for (let hop = 0; hop < HOPS; hop++) {
        const response = await ask(url);
        const location = response.headers.get("location");
        if (location === null) return { url, status: response.status, text: await response.text() };
        url = new URL(location, url);
        if (stopBefore(url)) return { url, status: response.status, text: "" };
      }
      throw new Error(`${start} leads nowhere within ${HOPS} hops; last ${url.href}`);
    },
  };
}
